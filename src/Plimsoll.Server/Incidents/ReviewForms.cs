using System.Collections.Immutable;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using static Plimsoll.Server.Incidents.IncidentFields;

namespace Plimsoll.Server.Incidents;

/// <summary>What a person can do about the review, as forms.</summary>
internal static class ReviewForms
{
    private static readonly TimeSpan House = TimeSpan.FromHours(48);
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);
    private static readonly TimeSpan Afternoon = TimeSpan.FromHours(14);

    extension(IncidentSeen seen)
    {
        /// <summary>Carries the revision it was read at, so that nobody writes over somebody.</summary>
        public FormView? Edit(string section)
        {
            var there = seen.Incident.Review.Section(section);
            return seen.Offer($"edit-{section}", "edit-review",
                $"{(there is { Text: not "" } ? "Edit" : "Write")} {Sections.TitleOf(section)}", "Save",
                new EditReview(section, "…", there?.Revision ?? 0), Hidden("section", section),
                Hidden("revision", $"{there?.Revision ?? 0}"),
                Text("text", Sections.TitleOf(section), there?.Text ?? "", rows: 8));
        }

        public FormView? AddAction() => seen.Offer("add-action-item", "Add an action item", "Add it",
            new AddActionItem("…", "…", seen.Today.AddDays(7), false), Line("text", "What is to be done"),
            Line("owner", "Owner"), Day("due", "Due", seen.Today.AddDays(7)),
            seen.Service is null ? Hidden("first", "")
                : new FieldView(FieldKind.Tick, "first", "Before the next minor or major release"));

        public FormView? NoActions() => seen.Incident.Review.Actions.Length > 0 ? null
            : seen.Offer("declare-no-actions", "Nothing has to be done", "Save the reason", new DeclareNoActions("…"),
                Line("reason", "Why not"));

        public FormView? Finished(ActionItem item) => item.IsDone ? null
            : seen.Offer($"action-done-{item.Number}", "complete-action-item",
                $"Item {item.Number} is done", "It is done",
                new CompleteActionItem(item.Number, "…"), Hidden("number", $"{item.Number}"),
                Line("note", "What was done, or where it can be seen"));

        public FormView? Schedule()
        {
            var times = seen.Proposed().ToList();
            return seen.Offer("schedule-retrospective",
                seen.Incident.Review.Retrospective is { Cancelled: false }
                    ? "Move the retrospective" : "Schedule the retrospective",
                "Send the invitation",
                new ScheduleRetrospective(seen.Sight.Now.AddHours(1), 45, ["somebody@example.org"]),
                Choice("start", "When (UTC)", times.Count > 0 ? Written(times[0]) : "",
                    [.. times.Select(t => (Written(t), Words.Stamp(t))), ("", "Another time, below")]),
                Moment("other", "Another time", null, required: false),
                new FieldView(FieldKind.Number, "minutes", "Minutes", "45") { Required = true },
                Text("attendees", "Mail addresses, one a line", string.Join('\n', seen.Attendees), rows: 3));
        }

        public FormView? CallOff() => seen.Offer("cancel-retrospective", "Call the retrospective off", "Call it off",
            new CancelRetrospective("…"), Line("reason", "Why"));

        public FormView? Held() => seen.Incident.Review.Held >= seen.Incident.ResolvedAt ? null
            : seen.Offer("hold-retrospective", "People have met", "It was held",
                new HoldRetrospective(seen.Sight.Now, "…"),
                Moment("at", "It began at", seen.Incident.Review.Retrospective?.Start),
                Line("note", "Who met, or where it can be seen"));

        public FormView? Runbooks() => seen.Offer("answer-runbooks", "What the runbooks learnt", "Save the answer",
            new AnswerRunbooks("", "", null, "…"),
            Choice("answer", "The runbooks", seen.Service is null ? "unchanged" : "changed",
                ("changed", "changed"), ("unchanged", "stay as they are")),
            Line("path", "If they changed: the file, as the repository names it", required: false),
            Line("note", "What it says now", required: false),
            Line("reason", "If they stay: why none has to change", required: false)) is { } form ? form with
            {
                Sentence = "A file is looked for in the service's repository: it has to have changed since the incident "
                    + "was declared.",
            } : null;

        public FormView? Close() => seen.Offer("close-incident", "Close and archive", "Close the incident",
            new CloseIncident()) is { } form ? form with
            {
                Kind = ButtonKind.Go, Sentence = "Its review is over; action items go on until they are done.",
            } : null;

        public DateOnly Today => DateOnly.FromDateTime(seen.Sight.Now.UtcDateTime);

        /// <summary>The two next working hours inside the time the guide gives.</summary>
        public IEnumerable<DateTimeOffset> Proposed()
        {
            var due = seen.Line(DutyConcepts.Retrospective)?.Due ?? seen.Incident.ResolvedAt + House;
            var midnight = new DateTimeOffset(seen.Sight.Now.UtcDateTime.Date, TimeSpan.Zero);
            return Enumerable.Range(0, 8)
                .SelectMany(day => new[] { Morning, Afternoon }.Select(hour => midnight.AddDays(day) + hour))
                .Where(t => t > seen.Sight.Now.AddHours(1) && t <= due).Take(2);
        }

        public ImmutableArray<string> Attendees => Retrospectives.Attendees(seen.Incident, seen.Sight.World);
    }
}
