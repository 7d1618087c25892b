using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using static Plimsoll.Server.Incidents.IncidentFields;

namespace Plimsoll.Server.Incidents;

/// <summary>What a person can do while users may be hurt, as forms. One that is over is not offered.</summary>
internal static class ResponseForms
{
    private static readonly IReadOnlyList<(string, string)> Severities =
        [("critical", "Critical"), ("high", "High"), ("medium", "Medium"), ("low", "Low")];

    public static FieldView SeverityField(Severity severity) =>
        Choice("severity", "Severity", severity.ToString().ToLowerInvariant(), Severities) with
        {
            Hint = "When unsure, the higher one.",
        };

    extension(IncidentSeen seen)
    {
        /// <summary>Null where it can never be done any more; with its reason where it cannot be done yet.</summary>
        public FormView? Offer(string id, string label, string button, Command probe, params FieldView[] fields) =>
            seen.Offer(id, id, label, button, probe, fields);

        public FormView? Offer(
            string id, string action, string label, string button, Command probe, params FieldView[] fields) =>
            seen.Objection(probe) is var objection
            && objection?.Kind is RefusalKind.TooLate or RefusalKind.NotFound ? null
            : new FormView(id, $"{seen.Href}/{action}", label, button, fields)
            {
                Objection = objection?.Reason.Capital ?? "",
            }.Tried(seen.Tried);

        public FormView? Assess() => seen.Offer("assess-severity", "Assess severity and impact", "Save the severity",
            new AssessSeverity(seen.Incident.Severity, "…"), SeverityField(seen.Incident.Severity),
            Text("impact", "Who is hurt, and how", seen.Incident.Impact, rows: 2));

        public FormView? TakeCommand() => seen.Incident.Lead.Person == seen.Sight.Actor ? null
            : seen.Offer("take-command", "Lead the response", "I lead this", new TakeCommand()) is { } form ? form with
            {
                Sentence = seen.Incident.Lead.Person == ""
                    ? $"{seen.Sight.Actor} leads as incident commander from now on."
                    : $"{seen.Sight.Actor} takes over from {seen.Incident.Lead.Person}.",
                Kind = ButtonKind.Go,
            } : null;

        public FormView? OfferCommand() => seen.Offer("offer-command", "Ask somebody to lead", "Ask them",
            new OfferCommand("…"), Line("person", "Person", seen.Incident.Lead.Next));

        public FormView? Symptoms() => seen.Offer("record-symptoms", "Start time and first symptoms", "Record them",
            new RecordSymptoms(seen.Sight.Now, "…"),
            Moment("started", "Began at", seen.Incident.Times.Started ?? seen.Incident.Times.Detected),
            Text("symptoms", "What it looked like at first", seen.Incident.Symptoms, rows: 2));

        public FormView? Suspect() => seen.Offer("name-suspect", "Name a suspect", "Add the suspect",
            new NameSuspect("…", "", ""), Line("what", "What may have caused it"),
            Line("why", "What speaks for it", required: false),
            Line("version", "Release", required: false));

        public FormView? Cause() => seen.Offer("identify-cause", "The cause is known", "Save the cause",
            new IdentifyCause("…", 0), Hidden("suspect", "0"), 
            Text("cause", "What caused it", seen.Incident.Cause, rows: 2));

        public FormView? Blame(Suspect suspect) => seen.Incident.Cause == suspect.What ? null
            : seen.Offer($"blame-{suspect.Number}", "identify-cause", $"Make suspect {suspect.Number} the cause",
                "Make it the cause", new IdentifyCause("", suspect.Number),
                Hidden("suspect", $"{suspect.Number}"), Hidden("cause", ""));

        public FormView? Drop() => seen.Offer("drop-cause", "It was something else", "Go on searching",
            new DropCause("…"), Line("reason", "What shows it"));

        public FormView? Vouch() => seen.Offer("vouch", "Verify the mitigation", "Save what you saw",
            new VouchForMitigation(true, "…"),
            Choice("holds", "The mitigation", "yes", ("yes", "works"), ("no", "does not work")),
            Text("note", "What you saw", rows: 2));

        public FormView? Resolve() => seen.Offer("resolve-incident", "Confirm that service is restored", "Resolve",
            new ResolveIncident("…"), Text("note", "How you know it", rows: 2)) is { } form ? form with
            {
                Kind = ButtonKind.Go,
                Sentence = "The clocks of the response end; the review and its 48 hours begin.",
            } : null;

        public FormView? Note() => seen.Offer("note-action", "Add an entry", "Add the entry",
            new NoteAction("…", null),
            Text("text", "What was done or seen", rows: 2), Moment("at", "When, if not now", null, required: false));

        public FormView? Correct(int number) =>
            seen.Incident.Timeline.ElementAtOrDefault(number - 1) is not { Kind: EntryKind.Note } entry ? null
            : seen.Offer("correct-note", $"Correct entry {number}", "Correct it", new CorrectNote(number, "…", "…"),
                Hidden("number", $"{number}"), Text("text", $"Entry {number}", entry.Sentence),
                Line("reason", "Why it is corrected")) is { } form ? form with
                {
                    Sentence = "What it said before stays readable.",
                } : null;
    }
}
