using System.Collections.Immutable;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;
using static Plimsoll.Server.Incidents.IncidentFields;

namespace Plimsoll.Server.Incidents;

/// <summary>A form of the incident pages: the command it sends, and what is said when it was taken.</summary>
/// <param name="Place">Where on its page the reader is brought back to.</param>
internal sealed record IncidentAction(
    string Path, string Done, Func<IFormCollection, Command> Command, string Place = "", bool OfReview = false);

/// <summary>Every form that sends one command, by the end of its address.</summary>
internal static class IncidentActions
{
    public static IReadOnlyList<IncidentAction> All { get; } = [.. Response(), .. People(), .. Ends(), .. Review()];

    private const StringSplitOptions Split = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>Names with commas, ticks or lines between them.</summary>
    public static ImmutableArray<string> Names(IFormCollection form, string field) =>
        [.. form.Said(field).Split([',', '\n', ';'], Split)];

    private static IEnumerable<IncidentAction> Response() =>
    [
        new("assess-severity", "The severity is saved.",
            f => new AssessSeverity(Read(f, "severity", Severity.High), f.Said("impact"))),
        new("record-symptoms", "Start time and symptoms are recorded.",
            f => new RecordSymptoms(f.At("started") ?? DateTimeOffset.MaxValue, f.Said("symptoms"))),
        new("name-suspect", "The suspect is named.",
            f => new NameSuspect(f.Said("what"), f.Said("why"), f.Said("version"))),
        new("identify-cause", "The cause is saved.", f => new IdentifyCause(f.Said("cause"), f.Count("suspect"))),
        new("drop-cause", "The search goes on.", f => new DropCause(f.Said("reason"))),
        new("record-decision", "The decision is on the record.",
            f => new RecordDecision(Read(f, "remedy", Remedy.Rollback), f.Said("reason"), Lines(f, "options"))),
        new("roll-back-now", "The rollback is on its way.", f => new RollBackNow(f.Said("environment"))),
        new("finish-mitigation", "The mitigation is carried out; it is watched now.",
            f => new FinishMitigation("", f.Said("sentence"))),
        new("vouch", "What you saw is on the record.",
            f => new VouchForMitigation(f.Said("holds") == "yes", f.Said("note"))),
        new("send-update", "The update is sent.",
            f => new SendUpdate(f.Said("text"), Names(f, "audiences"), f.Said("final") == "yes"), "#update"),
        new("note-action", "The entry is on the timeline.",
            f => new NoteAction(f.Said("text"), f.At("at")), "#timeline"),
        new("correct-note", "It is corrected; what it said before stays readable.",
            f => new CorrectNote(f.Count("number"), f.Said("text"), f.Said("reason")), "#timeline"),
        new("complete-duty", "The line is done.", f => new CompleteDuty(f.Said("duty"), f.Said("note"))),
        new("waive-duty", "The line is left out.", f => new WaiveDuty(f.Said("duty"), f.Said("reason"))),
    ];

    private static IEnumerable<IncidentAction> People() =>
    [
        new("take-command", "You lead the response.", _ => new TakeCommand()),
        new("offer-command", "They are asked to lead.", f => new OfferCommand(f.Said("person"))),
        new("join-response", "They are part of the response.",
            f => new JoinResponse(f.Said("person"), f.Said("role"))),
        new("answer-security", "It is answered.", f => new AnswerSecurity(f.Said("needed") == "yes", f.Said("reason"))),
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
            Read(f, "milestone", Milestone.Started), f.At("at") ?? DateTimeOffset.MaxValue, f.Said("reason")),
            "#impact"),
    ];

    private static IEnumerable<IncidentAction> Review() =>
    [
        new("edit-review", "Saved.",
            f => new EditReview(f.Said("section"), f.Said("text"), f.Count("revision")), OfReview: true),
        new("add-action-item", "The action item is added.", f => new AddActionItem(
            f.Said("text"), f.Said("owner"), f.Day("due"), f.Said("first") == "yes"), "#actions", OfReview: true),
        new("complete-action-item", "The action item is done.",
            f => new CompleteActionItem(f.Count("number"), f.Said("note")), "#actions", OfReview: true),
        new("declare-no-actions", "The reason is saved.",
            f => new DeclareNoActions(f.Said("reason")), "#actions", OfReview: true),
        new("schedule-retrospective", "The invitation is sent.", f => new ScheduleRetrospective(
            f.At("other") ?? f.At("start") ?? DateTimeOffset.MinValue, f.Count("minutes"), Names(f, "attendees")),
            "#retrospective", OfReview: true),
        new("cancel-retrospective", "It is called off.",
            f => new CancelRetrospective(f.Said("reason")), "#retrospective", OfReview: true),
        new("answer-runbooks", "The answer is saved.",
            f => new AnswerRunbooks("", "", null, f.Said("reason")), "#runbooks", OfReview: true),
        new("archive-channel", "The channel is archived.",
            f => new ArchiveChannel(f.Said("where")), "#closing", OfReview: true),
        new("close-incident", "Closed. Its review is over.", _ => new CloseIncident(), OfReview: true),
    ];

    private static ImmutableArray<string> Lines(IFormCollection form, string field) =>
        [.. form.Said(field).Split('\n', Split)];

    private static T Read<T>(IFormCollection form, string field, T otherwise) where T : struct, Enum =>
        EnumNames.Read<T>(form.Said(field), out var value) ? value : otherwise;
}
