using Plimsoll.Core.Incidents;
using Plimsoll.Server.Site.Views;
using static Plimsoll.Server.Incidents.IncidentFields;

namespace Plimsoll.Server.Incidents;

/// <summary>How the harm is ended, how an incident ends otherwise, and who helps, as forms.</summary>
internal static class DecisionForms
{
    private static readonly IReadOnlyList<(string, string)> Milestones =
        [.. Enum.GetNames<Milestone>().Select(m => (m.ToLowerInvariant(), m))];

    extension(IncidentSeen seen)
    {
        public FormView? Decide() => seen.Offer("record-decision",
            seen.Incident.Decision is null ? "Decide how the harm is ended" : "Decide otherwise", "Decide",
            new RecordDecision(Remedy.Rollback, "…", []),
            Choice("remedy", "Decision", seen.Incident.Decision?.Remedy.ToString().ToLowerInvariant() ?? "rollback",
                ("rollback", "Roll back"), ("hotfix", "Hotfix"), ("workaround", "Workaround"),
                ("none", "None: it recovered by itself")),
            Line("reason", "Why"),
            Text("options", "What else was thought of, one a line", required: false, rows: 3)) is { } form ? form with
            {
                Kind = seen.Incident.Decision is null ? ButtonKind.Go : ButtonKind.Plain,
            } : null;

        public FormView? RollBack() => seen.Incident.Decision?.Remedy != Remedy.Rollback ? null
            : seen.Offer("roll-back-now", "Roll back", "Roll back now", new RollBackNow(""),
                seen.Production.Count > 1 && seen.Incident.Environment == ""
                    ? Choice("environment", "Environment", "", seen.Production.Select(e => (e, e)))
                    : Hidden("environment", "")) is { } form ? form with
                    {
                        Kind = ButtonKind.Danger,
                        Icon = "back",
                        Sentence = DecisionViews.Consequence(seen),
                        Objection = seen.Incident.Mitigation is { FinishedAt: null, Deployment: not "" } going
                            ? $"{going.Deployment} is on its way." : form.Objection,
                    } : null;

        public FormView? Hotfix() => seen.Service is null || !seen.Incident.Status.IsResponse ? null
            : seen.Offer("open-hotfix", "Open a hotfix", "Open the patch release", new LinkHotfix("0.0.0"),
                Line("version", "Version of the patch"),
                Line("commit", "Commit", required: false)) is { } form ? form with
                {
                    Sentence = $"A patch release of {seen.Service.Title} is created; it names {seen.Incident.Id} and " +
                        "passes its hold.",
                } : null;

        public FormView? Finish() => seen.Incident.Decision?.Remedy == Remedy.Rollback ? null
            : seen.Offer("finish-mitigation", "The mitigation is carried out", "It is done",
                new FinishMitigation("", "…"), Text("sentence", "What was done", rows: 2));

        /// <summary>What carries out the decision, whatever it is.</summary>
        public FormView? Execute() => seen.Incident.Decision?.Remedy switch
        {
            null => seen.Decide(),
            Remedy.Rollback => seen.RollBack(),
            Remedy.Hotfix => seen.Hotfix(),
            _ => seen.Finish(),
        };

        /// <summary>Only where nobody has said so yet: then nobody can be called.</summary>
        public FormView? NameService() => seen.Incident.Service != "" || seen.Sight.Services is not [var some, ..] ? null
            : seen.Offer("name-service", "Which service is it about?", "Name it", new NameService(some.Name),
                Service(seen.Sight))
            is { } form ? form with
            {
                Kind = ButtonKind.Go,
                Sentence = "Its contacts are paged and its Release Manager is asked to lead; a severe one holds it.",
            } : null;

        public FormView? Join(string role) => seen.Offer("join-response", "Somebody joins", "Add them",
            new JoinResponse("…", "…"),
            Line("person", "Person", seen.Holder(role)), Line("role", "Role", role));

        public FormView? Security() => seen.Incident.SecurityNeeded is not null ? null
            : seen.Offer("answer-security", "Is the Security Lead needed?", "Answer", new AnswerSecurity(true, ""),
                Choice("needed", "The Security Lead is", "yes", ("yes", "needed"), ("no", "not needed")),
                Line("reason", "Why, where not needed", required: false));

        public FormView? Channel() => seen.Offer("open-channel", "Say where people talk", "Save the channel",
            new OpenChannel("…", ""),
            Line("chat", "Address of the chat", seen.Incident.Channel?.Chat ?? "", required: false),
            Line("call", "Address of the call", seen.Incident.Channel?.Call ?? "", required: false));

        public FormView? Archive() => seen.Incident.Channel is not { Archive: "" } ? null
            : seen.Offer("archive-channel", "Archive the channel", "It is archived", new ArchiveChannel("…"),
                Line("where", "Where the talk is kept"));

        public FormView? CorrectTime() => seen.Offer("correct-time", "Correct a time", "Correct it",
            new CorrectTime(Milestone.Started, seen.Sight.Now, "…"),
            Choice("milestone", "Which time", "started", Milestones), Moment("at", "It was at", null),
            Line("reason", "Why")) is { } form ? form with
            {
                Sentence = "Clocks are not moved by it: they count from the declaration.",
            } : null;

        public FormView? Merge() => seen.Offer("merge-incident", "Merge into another", "Merge",
            new CancelIncident("…"),
            Choice("into", "Which goes on", "", IncidentSeen.All(seen.Sight)
                .Where(i => i.Id != seen.Incident.Id && MergeIncident.GoesOnFor(seen.Incident, i)).Select(i => (i.Id, $"{i.Id} {i.Title}"))),
            Line("reason", "Why they are the same")) is { } form && form.Fields[0].Choices.Count > 0 ? form with
            {
                Kind = ButtonKind.Risk, Objection = "",
                Sentence = "Its duties end; the other one takes the worse severity of both. This cannot be undone.",
            } : null;

        public FormView? Cancel() => seen.Offer("cancel-incident", "It is no incident", "Cancel the incident",
            new CancelIncident("…"), Line("reason", "Why it is none")) is { } form ? form with
            {
                Kind = ButtonKind.Risk, Sentence = "Its duties end. It can be opened again.",
            } : null;

        public FormView? Reopen() => seen.Incident.Status.IsResponse ? null
            : seen.Offer("reopen-incident", "It is back", "Open it again", new ReopenIncident("…"),
                Line("reason", "What shows it")) is { } form ? form with
                {
                    Kind = ButtonKind.Risk, Sentence = "It is investigated again; updates are due again.",
                } : null;

        public IReadOnlyList<string> Production =>
            [.. (seen.Service?.Environments ?? []).Where(e => e.IsProduction).Select(e => e.Name)];

        private string Holder(string role) => Responsible.Holders(seen.Service, role).FirstOrDefault() ?? "";
    }
}
