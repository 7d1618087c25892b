using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>Releases as a person reads them.</summary>
internal static class ReleaseText
{
    public static string List(IReadOnlyList<ReleaseSummary> releases) => releases.Count == 0
        ? "No releases yet."
        : Table.Of(
            ["SERVICE", "VERSION", "TYPE", "STATE", "CANDIDATE", "VERDICT"],
            releases.Select(Row));

    public static string Sealed(SealedView made) => string.Join("\n", new[]
    {
        $"{made.Service} {made.Version} ({made.Type}), candidate {made.Candidate}\n" + Table.Facts(
            ("Commit", made.Commit), ("SHA-256", made.Digest), ("Changes", $"{made.Changes}")),
        string.Concat(made.Notes.Select(n => $"Note: {Plain.Text(n)}\n")),
    }.Where(part => part != ""));

    public static string Why(WhyView why) => $"{Plain.Text(why.Sentence)}\n{BlockerText.Of(why.Blockers)}";

    public static string One(ReleaseDetail release)
    {
        var (s, notes) = (release.Summary, release.NotesSavedBy);
        return string.Join("\n", new[]
        {
            $"{s.Service} {s.Version} ({s.Type}): {s.State}\n{Plain.Text(s.Sentence)}\n",
            Table.Facts(
                ("Candidate", s.Candidate == 0 ? "none sealed" : $"{s.Candidate}"), ("Commit", release.Commit),
                ("SHA-256", release.Digest), ("Since", release.Since), ("Fixes", release.Fixes),
                ("Created", $"{Plain.Time(release.CreatedAt)} by {release.CreatedBy}"),
                ("Notes", notes == "" ? "not saved yet" : $"saved by {notes}"),
                ("Rollback", Rollback(release)), ("Rehearsed", Plain.Text(release.Rehearsal?.Sentence ?? "")),
                ("Shipment", release.Shipment), ("Announced", Announced(release.Announcement)),
                ("Acknowledged", Acknowledged(release.Announcement))),
            Gates(release), Criteria(release), Steps(release), Changes(release), Notice(release.Notice),
        }.Where(part => part != ""));
    }

    private static string[] Row(ReleaseSummary release) =>
    [
        release.Service, release.Version, release.Type, release.State,
        release.Candidate == 0 ? "-" : $"{release.Candidate}", release.Sentence,
    ];

    private static string Rollback(ReleaseDetail release) => release.RollbackPlan == ""
        ? "not planned yet"
        : $"{release.RollbackPlan} (data: {release.DataClass})";

    private static string Announced(AnnouncementView? announcement) => announcement is null ? ""
        : $"{Plain.Time(announcement.At)} to " + (announcement.To.IsEmpty ? "nobody: no audience has an address"
            : string.Join(", ", announcement.To));

    private static string Acknowledged(AnnouncementView? announcement) => announcement switch
    {
        null or { AskedOf.IsEmpty: true } => "",
        { AcknowledgedAt: { } at } => $"{Plain.Time(at)} by {announcement.AcknowledgedBy}",
        _ => $"not yet by {string.Join(" or ", announcement.AskedOf)}",
    };

    private static string Gates(ReleaseDetail release) => release.Gates.Length == 0 ? "" : Table.Of(
        ["GATE", "VERDICT", "ORIGIN", "WHY"],
        release.Gates.Select(g => new[] { g.Id, g.Verdict, g.Origin, g.Sentence }));

    private static string Criteria(ReleaseDetail release) => release.Criteria.Length == 0 ? "" : Table.Of(
        ["CRITERION", "MET BY", "TEXT"],
        release.Criteria.Select(c => new[] { $"{c.Number}", c.MetBy == "" ? "-" : c.MetBy, c.Text }));

    private static string Steps(ReleaseDetail release) => release.Steps.Length == 0 ? "" : Table.Of(
        ["STEP", "STATUS", "TITLE", "WHAT"],
        release.Steps.Select(s => new[]
        {
            s.Id, s.Late ? $"{s.Status}, late" : s.Status, s.Title,
            string.Join("; ", new[] { s.Sentence, s.DueWords }.Where(part => part != "")),
        }));

    private static string Notice(NoticeView? notice) => notice is null ? "" :
        $"Customers, told at {Plain.Time(notice.At)} by {notice.By}: {string.Join(", ", notice.To)}\n"
        + string.Concat(Plain.Lines(notice.Text).Split('\n').Select(line => $"  {line}".TrimEnd() + "\n"));

    private static string Changes(ReleaseDetail release) => release.Changes.Length == 0 ? "" :
        $"Changes\n{string.Concat(release.Changes.Select(c => $"  {Plain.Text(c)}\n"))}";
}
