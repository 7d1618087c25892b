using Plimsoll.Core.Incidents;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>Turns an incident into what the page about its review tells.</summary>
internal static class IncidentReviewPageView
{
    public static IncidentReviewView Of(IncidentSeen seen)
    {
        var missing = seen.Incident.Status.IsOver ? []
            : CloseIncident.Gates(seen.Incident, seen.Playbook, seen.Sight.Now).ToList();
        return new IncidentReviewView(
            IncidentPageView.Head(seen), [.. Clocks(seen)], TimelineViews.Story(seen),
            [.. Sections.All.Select(s => Section(seen, s))], Actions(seen), Retrospective(seen),
            Runbooks(seen.Incident),
            seen.Runbooks(),
            [.. missing.Select(m => new MissingView(
                m.Sentence.Capital, m.Line > 0 ? $"{m.WhoCanClear}, guide line {m.Line}" : m.WhoCanClear, m.Command,
                HrefOf(seen, m.Code)))],
            seen.Incident.Status.IsOver ? "" : missing.Count == 0 ? "nothing is missing"
                : Words.Count(missing.Count, "thing is", "things are") + " missing",
            seen.Close(), seen.Archive());
    }

    private static IEnumerable<ClockView> Clocks(IncidentSeen seen)
    {
        foreach (var clock in IncidentClocks.Of(seen).Where(c => c.Label is "Retrospective" or "Updates"))
            yield return clock;
        if (seen.Incident.Times.Resolved is not { } resolved) yield break;
        var began = seen.Incident.Times.Started ?? seen.Incident.Times.Detected ?? seen.Incident.DeclaredAt;
        yield return new ClockView(new Sign(Mark.Ok, "over"), "Detect to recover",
            null, Words.Clock(resolved - (seen.Incident.Times.Detected ?? seen.Incident.DeclaredAt)), "", 0, 0,
            $"Users were hurt for {Words.Exactly(resolved - began)}");
    }

    private static SectionView Section(IncidentSeen seen, string name)
    {
        var there = seen.Incident.Review.Section(name);
        var form = seen.Edit(name);
        return new SectionView(
            name, Sections.TitleOf(name), there?.Text ?? "",
            there is null ? "" : $"{there.By}, {Words.Stamp(there.At)}, revision {there.Revision}", form,
            form is { Trouble: not "" } && there is not null ? there.Text : "");
    }

    private static ActionsView Actions(IncidentSeen seen)
    {
        var all = seen.Incident.Review.Actions;
        return new ActionsView(
            all.IsEmpty ? "" : $"{all.Count(a => a.IsDone)} of {all.Length} done", [.. all.Select(a => Row(seen, a))],
            seen.Incident.Review.NoActions == "" ? "" : $"None: {seen.Incident.Review.NoActions}", seen.AddAction(),
            seen.NoActions());
    }

    private static ActionItemRow Row(IncidentSeen seen, ActionItem item) => new(
        item.Number, item.Text, item.Owner, $"{item.Due:yyyy-MM-dd}",
        item.IsDone ? new Sign(Mark.Ok, "Done")
            : item.Due < seen.Today ? new Sign(Mark.Fail, "Overdue")
            : item.Due == seen.Today ? new Sign(Mark.Warn, "Due today")
            : new Sign(Mark.Wait, "Open"),
        item.IsDone ? item.DoneNote : item.BeforeNextRelease ? "The next minor or major release waits for it." : "",
        seen.Finished(item));

    private static RetrospectiveView Retrospective(IncidentSeen seen)
    {
        var (meeting, resolved) = (seen.Incident.Review.Retrospective, seen.Incident.ResolvedAt);
        // What was before it was opened again is not about its last end.
        var sentence = (meeting?.Start < resolved ? null : meeting) switch
        {
            _ when seen.Incident.Review.Held is { } held && !(held < resolved) => $"People met at {Words.Stamp(held)}.",
            null when seen.Line(DutyConcepts.Retrospective)?.Due is { } due =>
                $"Nobody is invited yet; the guide wants it by {Words.Stamp(due)}.",
            null => "Nobody is invited yet.",
            { Cancelled: true } => "It was called off.",
            { Start: var start } when start <= seen.Sight.Now => "It has begun.",
            _ => "The invitation is sent; calendars follow when it is moved or called off.",
        };
        return new RetrospectiveView(sentence,
            meeting is { Cancelled: false }
                ? [
                    new FactView("Begins", Words.Stamp(meeting.Start)), new FactView("Takes", $"{meeting.Minutes} min"),
                    new FactView("Invited", string.Join(", ", meeting.Attendees)),
                ] : [],
            [.. new[] { seen.Schedule(), seen.Held(), seen.CallOff() }.OfType<FormView>()]);
    }

    private static string Runbooks(Incident incident) => incident.Review.Runbook switch
    {
        null => "Nobody has said yet what the runbooks learnt.",
        { Path: "" } stays => $"They stay as they are: {stays.Reason.Sentence} {stays.By}, {Words.Stamp(stays.At)}.",
        var changed =>
            $"`{changed.Path}` changed in `{changed.Commit.Short}`. {changed.By}, {Words.Stamp(changed.At)}.",
    };

    /// <summary>Where the missing thing is done.</summary>
    private static string HrefOf(IncidentSeen seen, string code)
    {
        var concept = code["incident.".Length..];
        var line = seen.Duties.FirstOrDefault(d => d.Check.ShortId == concept || d.Check.Concept == concept);
        return (line?.Check.Concept ?? concept) switch
        {
            DutyConcepts.RootCause => $"#section-{Sections.RootCause}",
            DutyConcepts.Actions => "#actions",
            DutyConcepts.Runbooks => "#runbooks",
            DutyConcepts.Retrospective => "#retrospective",
            DutyConcepts.FinalUpdate => $"{seen.Href}#update",
            "channel" => "#closing",
            _ => line is null ? seen.Href : $"{seen.Href}#line-{line.Check.ShortId}",
        };
    }
}
