using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Guide;

/// <summary>A guide somebody brought to be looked at: what it becomes and would change. Nothing is kept.</summary>
internal static class CheckedGuides
{
    public static GuideView Of(Sight sight, ApplyGuide guide)
    {
        var change = GuideChange.Of(guide);
        var book = sight.World.Get<GuideBook>(GuideBook.Stream);
        var (playbook, lint) = (change.Compilation.Playbook, change.Compilation.Lint);
        var rows = new GuideRows(playbook, change.Text, lint)
        {
            New = book.Newest is { } now
                ? [.. PlaybookDiff.Of(now, playbook).Changes.Select(one => one.New?.Id).OfType<string>()] : [],
        };
        return GuidePageView.Of(sight, "check") with
        {
            Checked = new CheckedGuide(
                playbook.Guide, SignOf(change.Compilation), GuideReport.Sum(playbook),
                string.Join(' ', GuideChange.EffectOf(book, playbook)), GuideChangeViews.Rows(book.Newest, playbook),
                [.. lint.Select(GuideRows.ProblemOf)], rows.Rows(), rows.Cut,
                change.Compilation.HasErrors ? null : Apply(sight, book, change, guide))
            {
                Lost = Lost(book, change.Compilation),
            },
        };
    }

    private static Sign SignOf(Compilation guide)
    {
        var errors = guide.Lint.Count(lint => lint.Level == "error");
        return errors > 0 ? new Sign(Mark.Fail, Words.Count(errors, "error", "errors"))
            : new Sign(Mark.Ok, "It can be applied");
    }

    /// <summary>What applying it would lose without a word; empty for nothing.</summary>
    private static string Lost(GuideBook book, Compilation next)
    {
        if (next.Sidecar != "" || book.Newest is not { } now) return "";
        var before = book.Sidecars.GetValueOrDefault(now.Hash, "");
        return before == "" && now.Settings.AreTheHouses() ? ""
            : $"The guide in force was applied with {(before == "" ? "a sidecar" : $"`{before}`")}, and this one comes "
                + "without. What it sets (roles, calendar, severities, who may change the guide) would be gone. Choose "
                + "both files to keep it.";
    }

    private static FormView Apply(Sight sight, GuideBook book, GuideChange change, ApplyGuide guide) => new(
        "apply-guide", "/guide/apply-guide", "Apply it", book.ChangeNeedsSecondPerson ? "Propose it" : "Apply it",
        [
            new FieldView(FieldKind.Hidden, "name", "", change.Compilation.Playbook.Guide),
            new FieldView(FieldKind.Hidden, "text", "", change.Text),
            new FieldView(FieldKind.Hidden, GuideUpload.Carried, "", GuideUpload.Carry(guide)),
        ])
    {
        Kind = ButtonKind.Go,
        Sentence = book.ChangeNeedsSecondPerson
            ? "It waits until somebody else approves it. Nothing is judged by it before."
            : "New candidates are judged by it from then on. Releases already sealed keep the guide they have.",
        Objection = sight.Objection(GuideBook.Stream, change.CommandFor(book))?.Reason ?? "",
    };
}
