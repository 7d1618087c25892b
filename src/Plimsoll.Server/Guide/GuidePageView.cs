using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Guide;

/// <summary>The guide page: what the text in force enforces, and what would change it.</summary>
internal static class GuidePageView
{
    private static readonly (string Show, string Title)[] Known =
    [
        ("", "Guide and program"), ("changes", "Changes"), ("problems", "Problems"), ("house", "House defaults"),
        ("history", "History"), ("check", "Check a guide"),
    ];

    public static GuideView Of(Sight sight, string show)
    {
        var book = sight.World.Get<GuideBook>(GuideBook.Stream);
        var chosen = Known.Any(tab => tab.Show == show) ? show : "";
        var text = book.Texts.GetValueOrDefault(book.NewestHash, "");
        var lint = book.Lints.GetValueOrDefault(book.NewestHash, []);
        var page = Head(book, chosen, lint) with
        {
            Proposals =
            [
                .. book.Proposals.Values.OrderBy(one => one.At).Select(one => GuideChangeViews.Of(sight, book, one)),
            ],
        };
        return (chosen, book.Newest) switch
        {
            ("", { } now) => Program(page, new GuideRows(now, text, lint) { Kept = KeptLines.Of(sight) }),
            ("changes", { } now) when book.Proposals.Values.OrderBy(one => one.At).FirstOrDefault() is { } next =>
                Program(page, Proposed(now, next)),
            ("problems", _) => page with { Problems = [.. lint.Select(GuideRows.ProblemOf)] },
            ("house", { } now) => page with { House = GuideHouse.Facts(now) },
            ("history", _) => page with { Versions = Versions(book) },
            _ => page,
        };
    }

    private static GuideView Program(GuideView page, GuideRows rows) =>
        page with { Rows = rows.Rows(), Cut = rows.Cut };

    private static GuideRows Proposed(Playbook now, Proposal next) => new(next.Playbook, next.Text, [])
    {
        New = [.. PlaybookDiff.Of(now, next.Playbook).Changes.Select(change => change.New?.Id).OfType<string>()],
    };

    private static GuideView Head(GuideBook book, string show, ImmutableArray<Lint> lint)
    {
        var tabs = Known.Select(tab => new FilterView(
            tab.Show switch
            {
                "changes" when book.Proposals.Count > 0 => $"Changes {book.Proposals.Count}",
                "problems" when lint.Length > 0 => $"Problems {lint.Length}",
                _ => tab.Title,
            }, tab.Show == "" ? "/guide" : $"/guide?show={tab.Show}", tab.Show == show)).ToList();
        return book is { Newest: { } now, History: [.., var last] }
            ? new GuideView(
                TitleOf(book, now), Told(book, now), StandingOf(book, last), Meta(now, last), show, tabs, [])
            : new GuideView(
                "Guide", "No guide is applied, so nothing is asked of a release.", null, [], show, tabs, []);
    }

    private static Sign StandingOf(GuideBook book, AppliedVersion version) => book.Revoked.ContainsKey(version.Hash)
        ? new Sign(Mark.Stale, "Revoked", Tone.Bad)
        : new(Mark.Ok, $"In force since {version.At.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}");

    private static List<MetaView> Meta(Playbook now, AppliedVersion last) =>
    [
        new MetaView("guide", now.Guide),
        new MetaView("branch", $"`{Words.Hash(now.Hash)}`"),
        new MetaView("user", last.ProposedBy.Length > 0
            ? $"Proposed by {last.ProposedBy}, approved by {last.By}" : $"Applied by {Words.Person(last.By)}"),
    ];

    private static string Told(GuideBook book, Playbook now) => book.Revoked.TryGetValue(now.Hash, out var why)
        ? $"Revoked: {why}. Nothing starts production under it; apply a corrected guide." : Sums(now);

    private static string Sums(Playbook now)
    {
        int Count(params CheckForm[] forms) => now.Checks.Count(check => forms.Contains(now.FormOf(check)));
        var gates = Count(CheckForm.Gate, CheckForm.SignOff, CheckForm.StepGate, CheckForm.StepSignOff);
        return Words.Count(gates, "gate", "gates")
            + $", {Words.Count(Count(CheckForm.Step, CheckForm.Verification), "step", "steps")} of a deployment"
            + $", {Words.Count(Count(CheckForm.Duty, CheckForm.Decision), "duty", "duties")} of an incident"
            + $", {Words.Count(Count(CheckForm.Clock), "clock that comes back", "clocks that come back")}.";
    }

    private static string TitleOf(GuideBook book, Playbook now) =>
        book.Texts.GetValueOrDefault(now.Hash, "").Split('\n')
            .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal)) is { } title
            ? Core.Guide.Reading.Mojibake.Repair(title[2..].Trim()) : now.Guide;

    private static List<VersionRow> Versions(GuideBook book) =>
    [
        .. book.History.Index().Reverse().Select(version => new VersionRow(
            Words.Hash(version.Item.Hash),
            book.Revoked.ContainsKey(version.Item.Hash) ? new Sign(Mark.Stale, "revoked", Tone.Bad)
                : version.Item.Hash == book.NewestHash && version.Index == book.History.Length - 1
                ? new Sign(Mark.Ok, "in force") : new Sign(Mark.Skip, "replaced"),
            version.Item.At,
            version.Item.ProposedBy.Length > 0
                ? $"{version.Item.By}, proposed by {version.Item.ProposedBy}" : Words.Person(version.Item.By),
            book.Revoked.TryGetValue(version.Item.Hash, out var why) ? $"Revoked: {why}"
                : version.Index == 0 ? "The first guide." : string.Join(' ', PlaybookDiff.Of(
                book.Playbooks[book.History[version.Index - 1].Hash], book.Playbooks[version.Item.Hash]).Sentences))),
    ];
}
