using System.Text;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>It is a restore point, a measurement, or the cause that is told: never half of it.</summary>
public sealed class TheLastLineOfWork : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("snap-0123", "one\nsnap-", "0123\n")]
    [InlineData("snap-0123", "one\nsnap-0123", "\n")]
    [InlineData("snap-0123", "one\n", "s", "n", "a", "p", "-", "0", "1", "2", "3", "\n", "\n", " \n")]
    [InlineData("snap-0123", "snap-", "0123")]
    [InlineData("two", "one\n", "two\n")]
    [InlineData("", "\n", " \n")]
    [InlineData("")]
    public void Is_whole_in_however_many_pieces_it_came(string line, params string[] pieces)
    {
        var at = 0;
        Assert.Equal(line, Last(pieces.Select(piece => (at, at += piece.Length, Encoding.UTF8.GetBytes(piece)))));
    }

    [Fact]
    public void Is_whole_where_a_letter_lies_in_two_pieces()
    {
        var bytes = "restore point für alle\n"u8.ToArray();

        Assert.Equal("restore point für alle", Last([(0, 16, bytes[..16]), (16, bytes.Length, bytes[16..])]));
    }

    [Fact]
    public void Begins_behind_what_was_left_out() =>
        Assert.Equal("0123", Last([(0, 5, "snap-"u8.ToArray()), (9_000, 9_005, "0123\n"u8.ToArray())]));

    [Fact]
    public void Is_found_where_it_lies_across_the_end_of_a_piece() => Assert.Equal(
        $"{new string('x', 300)}end", Last([(0, 65_536, Encoding.UTF8.GetBytes($"{new string('a', 65_235)}\n{new string('x', 300)}")), (65_536, 65_540, "end\n"u8.ToArray())]));

    private string Last(IEnumerable<(int From, int To, byte[] Text)> pieces)
    {
        var store = new SegmentStore(_folder.At("output.db"));
        store.Append([.. pieces.Select((piece, n) => new Segment("a1", n + 1, piece.From, piece.To, default, piece.Text))]);
        return new OutputKeeper(new OutputCollector(store, new FakeTimeProvider()), store).LastLine("a1");
    }

    public void Dispose() => _folder.Dispose();
}
