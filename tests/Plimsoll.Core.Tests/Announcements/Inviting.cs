using System.Text;
using Plimsoll.Core.Announcements;

namespace Plimsoll.Core.Tests.Announcements;

public sealed class Inviting
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(1));

    private static readonly Invitation Retrospective = new(
        "incident-i1@plimsoll", 0, Monday, Monday.AddDays(1), TimeSpan.FromMinutes(45), "Retrospective: Größe; a, b",
        "Line one.\nLine two is long, long, long, long, long, long, long, long, long, long, long, long, long.",
        "", ["ada@example.org", "grace@example.org"], false);

    [Fact]
    public void It_is_a_request_with_every_time_in_utc()
    {
        var lines = Lines(Retrospective);

        Assert.Contains("METHOD:REQUEST", lines);
        Assert.Contains("UID:incident-i1@plimsoll", lines);
        Assert.Contains("SEQUENCE:0", lines);
        Assert.Contains("DTSTAMP:20261123T080000Z", lines);
        Assert.Contains("DTSTART:20261124T080000Z", lines);
        Assert.Contains("DTEND:20261124T084500Z", lines);
        Assert.DoesNotContain(lines, l => l.StartsWith("ORGANIZER", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_end_with_both_characters_and_have_at_most_75_octets()
    {
        var text = Retrospective.Write();

        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
    }

    [Fact]
    public void Called_off_it_keeps_its_uid_and_says_so_twice()
    {
        var lines = Lines(Retrospective with { Sequence = 1, Cancelled = true });

        Assert.Contains("METHOD:CANCEL", lines);
        Assert.Contains("STATUS:CANCELLED", lines);
        Assert.Contains("UID:incident-i1@plimsoll", lines);
        Assert.Contains("SEQUENCE:1", lines);
    }

    [Fact]
    public void Who_invites_may_be_filled_in_later_and_changes_nothing_else()
    {
        var later = Invitation.OrganizedBy(Retrospective.Write(), "plimsoll@example.org");

        Assert.Equal((Retrospective with { Organizer = "plimsoll@example.org" }).Write(), later);
        Assert.Equal("REQUEST", Invitation.MethodOf(later));
    }

    [Fact]
    public void The_same_invitation_is_the_same_text() => Assert.Equal(Retrospective.Write(), Retrospective.Write());

    // A folded line continues with a blank.
    private static string[] Lines(Invitation invitation) =>
        invitation.Write().Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
}
