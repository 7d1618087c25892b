using System.Text;
using Plimsoll.Server.Drivers.Shells;
using Plimsoll.Server.Drivers.Ssh;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>A look at a ticket says whether it was the last one needed: each costs a host a command.</summary>
public sealed class LooksAtATicket
{
    [Theory]
    [InlineData("0 ended", "0 0", 0, 3, true)]
    [InlineData("", "0 0", 0, 3, false)]
    [InlineData("0 ended", "3 900", 0, 3, false)]
    [InlineData("0 ended", "3 900", 900, 3, true)]
    [InlineData("0 ended", "0 0", 0, 64 * 1024, false)]
    public void The_end_of_ended_work_is_the_last(string status, string gap, long cursor, int count, bool isAll)
    {
        var head = $"boot b\nclaimed b\nlock free\nstatus {status}\ncancelled no\ngap {gap}\ncount {(cursor > 0 ? $"{count}" : "")}\n\n";
        var later = string.Join(' ', gap.Split(' ').Select(end => end.PadLeft(19)));
        var answer = Encoding.ASCII.GetBytes($"{head}{new string('x', count)}gap {later}\n");

        var seen = Seen.Read(answer, cursor);

        Assert.Equal((isAll, cursor + count), (seen?.IsAll, seen?.Cursor));
    }

    [Theory]
    [InlineData("0 0", "4", "gap                   0                   0\n")]
    [InlineData("0 0", "", "")]
    [InlineData("", "", "gap                   0                   0\n")]
    public void One_that_was_cut_off_or_makes_no_sense_is_asked_for_again(string gap, string count, string last)
    {
        var head = $"boot b\nclaimed b\nlock free\nstatus 0 ended\ncancelled no\ngap {gap}\ncount {count}\n\n";

        Assert.Null(Seen.Read(Encoding.ASCII.GetBytes($"{head}xxx{last}"), 0));
    }
}
