using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Incidents;

/// <summary>A form of the incident pages: the command it sends, and what is said when it was taken.</summary>
/// <param name="Place">Where on its page the reader is brought back to.</param>
internal sealed record IncidentAction(
    string Path, string Done, Func<FilledForm, Command> Command, string Place = "", bool OfReview = false);

/// <summary>Every form that sends one command, by the end of its address.</summary>
internal static class IncidentActions
{
    public static IReadOnlyList<IncidentAction> All { get; } = [.. Response(), .. People(), .. Ends(), .. Review()];

    private static IEnumerable<IncidentAction> Response() =>
    [
        new("assess-severity", "The severity is saved.",
            f => new AssessSeverity(f.OneOf<Severity>("severity", "Severity"), f.Said("impact"))),
        new("record-symptoms", "Start time and symptoms are recorded.",
            f => new RecordSymptoms(f.Past("started", "Began at"), f.Said("symptoms"))),
        new("name-suspect", "The suspect is named.",
            f => new NameSuspect(f.Said("what"), f.Said("why"), f.Said("version"))),
        new("identify-cause", "The cause is saved.", f => new IdentifyCause(f.Said("cause"), f.Number("suspect", "Suspect"))),
        new("drop-cause", "The search goes on.", f => new DropCause(f.Said("reason"))),
        new("record-decision", "The decision is on the record.",
            f => new RecordDecision(
                f.OneOf<Remedy>("remedy", "Decision"), f.Said("reason"), f.Lines("options"))),
        new("roll-back-now", "The rollback is on its way.", f => new RollBackNow(f.Said("environment"))),
        new("finish-mitigation", "The mitigation is carried out; it is watched now.",
            f => new FinishMitigation("", f.Said("sentence"))),
        new("vouch", "What you saw is on the record.",
            f => new VouchForMitigation(f.Yes("holds", "The mitigation"), f.Said("note"))),
        new("send-update", "The update is sent.",
            f => new SendUpdate(f.Said("text"), f.Audiences(), f.Yes("final", "Final update")), "#update"),
        new("note-action", "The entry is on the timeline.",
            f => new NoteAction(f.Said("text"), f.PastOrNone("at", "When")), "#timeline"),
        new("correct-note", "It is corrected; what it said before stays readable.",
            f => new CorrectNote(f.Number("number", "Entry"), f.Said("text"), f.Said("reason")), "#timeline"),
        new("complete-duty", "The line is done.", f => new CompleteDuty(f.Said("duty"), f.Said("note"))),
        new("answer-duty", "It is on the record.", f => f.Said("answer") == "no"
            ? new AnswerDuty(f.Said("duty"), Applies: false, f.Said("note"))
            : new CompleteDuty(f.Said("duty"), f.Said("note"))),
        new("waive-duty", "The line is left out.", f => new WaiveDuty(f.Said("duty"), f.Said("reason"))),
    ];

    private static IEnumerable<IncidentAction> People() =>
    [
        new("name-service", "Its people are called.", f => new NameService(f.Said("service"))),
        new("take-command", "You lead the response.", _ => new TakeCommand()),
        new("offer-command", "They are asked to lead.", f => new OfferCommand(f.Said("person"))),
        new("join-response", "They are part of the response.",
            f => new JoinResponse(f.Said("person"), f.Said("role"))),
        new("answer-security", "It is answered.", f => new AnswerSecurity(
            f.Yes("needed", "The Security Lead"), f.Said("reason"))),
        new("make-private", "Only who is part of it sees it from now on.", f => new MakePrivate(f.Said("reason")), "#team"),
        new("make-public", "Everybody sees it again.", f => new MakePublic(f.Said("reason")), "#team"),
        new("admit-person", "They see it now.", f => new AdmitPerson(f.Said("person")), "#team"),
        new("dismiss-person", "They do not see it any more.", f => new DismissPerson(f.Said("person")), "#team"),
        new("open-channel", "The channel is saved.", f => new OpenChannel(f.Said("chat"), f.Said("call"))),
    ];

    private static IEnumerable<IncidentAction> Ends() =>
    [
        new("resolve-incident", "Resolved. The review begins.", f => new ResolveIncident(f.Said("note"))),
        new("reopen-incident", "It is open again.", f => new ReopenIncident(f.Said("reason"))),
        new("merge-incident", "It is merged.",
            f => new MergeIncident(IncidentNumbers.Read(f.Said("into")), f.Said("reason"))),
        new("cancel-incident", "It is cancelled.", f => new CancelIncident(f.Said("reason"))),
        new("correct-time", "The time is corrected.", f => new CorrectTime(
            f.OneOf<Milestone>("milestone", "Which time"), f.Past("at", "It was at"), f.Said("reason")),
            "#impact"),
    ];

    private static IEnumerable<IncidentAction> Review() =>
    [
        new("edit-review", "Saved.",
            f => new EditReview(f.Said("section"), f.Said("text"), f.Number("revision", "Revision")), OfReview: true),
        new("add-action-item", "The action item is added.", f => new AddActionItem(
            f.Said("text"), f.Said("owner"), f.Day("due", "Due"),
            f.IsTicked("first", "Before the next minor or major release")), "#actions", OfReview: true),
        new("complete-action-item", "The action item is done.",
            f => new CompleteActionItem(f.Number("number", "Item"), f.Said("note")), "#actions", OfReview: true),
        new("declare-no-actions", "The reason is saved.",
            f => new DeclareNoActions(f.Said("reason")), "#actions", OfReview: true),
        new("schedule-retrospective", "The invitation is sent.", f => new ScheduleRetrospective(
            Begins(f), f.Number("minutes", "Minutes"), f.Names("attendees")),
            "#retrospective", OfReview: true),
        new("cancel-retrospective", "It is called off.",
            f => new CancelRetrospective(f.Said("reason")), "#retrospective", OfReview: true),
        new("hold-retrospective", "The meeting is on the record.", f => new HoldRetrospective(
            f.Past("at", "It began at"), f.Said("note")), "#retrospective", OfReview: true),
        new("archive-channel", "The channel is archived.",
            f => new ArchiveChannel(f.Said("where")), "#closing", OfReview: true),
        new("close-incident", "Closed. Its review is over.", _ => new CloseIncident(), OfReview: true),
    ];

    private static DateTimeOffset Begins(FilledForm form) =>
        form.Said("other") == "" && form.Said("start") != ""
            ? form.Future("start", "When") : form.Future("other", "Another time");
}
