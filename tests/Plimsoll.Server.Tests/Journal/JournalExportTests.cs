using System.Text;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>An export can be checked anywhere, by anyone, without a server.</summary>
public sealed class JournalExportTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<string[]> Export()
    {
        await using var journal = _folder.Open();
        await journal.Commit(SomeEntry.On("lane/a", 0, """{"text":"ä \"quoted\" 😀"}""", "secret", "3"));
        var odd = SomeEntry.On("lane/b", 0) with
        {
            At = SomeEntry.Noon.AddTicks(1234567),
            Facts = [new NewFact("odd", [0xff, 0xfe])],
        };
        await journal.Commit(odd);
        await journal.Redact(new Redaction([new Blot(2)], "a name"), SomeEntry.On("journal", 0), CancellationToken.None);
        using var to = new MemoryStream();
        await JournalExport.Write(journal, to, CancellationToken.None);
        return Encoding.UTF8.GetString(to.ToArray()).TrimEnd('\n').Split('\n');
    }

    private static Verification Verify(IEnumerable<string> lines)
    {
        using var text = new StringReader(string.Join('\n', lines));
        return JournalFile.Verify(text);
    }

    [Fact]
    public async Task A_whole_export_is_good_and_readable()
    {
        var lines = await Export();
        Assert.Equal(6, lines.Length);
        Assert.Equal(Verification.Good(5), Verify(lines));
        Assert.Contains("""ä \\\"quoted\\\" """, lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("\"body\"", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("""{"head":5,"hash":""", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_checked_as_a_file()
    {
        var path = Path.Combine(_folder.Path, "export.jsonl");
        await File.WriteAllLinesAsync(path, await Export());
        Assert.True(JournalFile.Verify(path).Intact);
    }

    [Fact]
    public async Task A_redaction_nobody_announced_is_found()
    {
        var lines = await Export();
        var bare = System.Text.RegularExpressions.Regex.Replace(lines[2], "\"body\":\"3\",\"salt\":\"[0-9a-f]*\",", "");
        Assert.NotEqual(lines[2], bare);
        lines[2] = bare;
        Assert.Equal(3, Verify(lines).FirstBad);
    }

    [Theory]
    [InlineData("quoted", "qu0ted", 1)]
    [InlineData("actor\":\"ada", "actor\":\"eve", 1)]
    [InlineData("version\":1", "version\":2", 1)]
    [InlineData("12:00:00.1234567", "12:00:00.1234568", 4)]
    [InlineData("head\":5", "head\":4", 5)]
    [InlineData("head\":5", "head\":6", 6)]
    [InlineData("position\":3", "position\":3x", 3)]
    public async Task An_altered_line_is_found_at_its_position(string was, string now, long firstBad)
    {
        var text = string.Join('\n', await Export());
        var at = text.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at >= 0, was);
        Assert.Equal(firstBad, Verify([text.Remove(at, was.Length).Insert(at, now)]).FirstBad);
    }

    [Fact]
    public async Task A_missing_line_a_swap_and_a_cut_are_found()
    {
        var lines = await Export();
        Assert.Equal(2, Verify([lines[0], .. lines[2..]]).FirstBad);
        Assert.Equal(1, Verify([lines[1], lines[0], .. lines[2..]]).FirstBad);
        Assert.Equal(4, Verify(lines[..3]).FirstBad);
        Assert.Equal(6, Verify([.. lines, lines[0]]).FirstBad);
        Assert.Equal(1, Verify([]).FirstBad);
        Assert.Equal(1, Verify(["\0\u0001 junk"]).FirstBad);
    }
}
