using System.Collections.Immutable;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Incidents;

/// <summary>The incidents part of the HTTP API: every command a person may send, by its name.</summary>
public static class IncidentCommands
{
    public static void MapIncidentCommands(this IEndpointRouteBuilder api)
    {
        api.MapPost("/releases/{service}/{version}/sign-off-in-emergency",
            (string service, string version, EmergencyBody body, Desk desk, HttpContext http) => http.Send(
                desk, Release.StreamOf(service, version), new SignOffInEmergency(body.Candidate, body.Reason)));
        var all = api.MapGroup("/incidents");
        all.RefuseFloods();
        all.MapPost("/declare", (DeclareBody body, Declarations declarations, HttpContext http) =>
            declarations.Declare(http, body)).Produces<DeclaredView>();
        var one = all.MapGroup("/{id}");
        Lead(one);
        Respond(one);
        Tell(one);
        End(one);
        Review(one);
    }

    private static void Lead(RouteGroupBuilder one)
    {
        one.Takes("take-command", () => new TakeCommand());
        one.Takes<PersonBody>("offer-command", b => new OfferCommand(b.Person));
        one.Takes<ReasonBody>("make-private", b => new MakePrivate(b.Reason));
        one.Takes<ReasonBody>("make-public", b => new MakePublic(b.Reason));
        one.Takes<PersonBody>("admit-person", b => new AdmitPerson(b.Person));
        one.Takes<PersonBody>("dismiss-person", b => new DismissPerson(b.Person));
        one.Takes<NameServiceBody>("name-service", b => new NameService(b.Service));
        one.Takes<AssessBody>("assess-severity", b => EnumNames.Read<Severity>(b.Severity, out var severity)
            ? Read.Of(new AssessSeverity(severity, b.Impact)) : Read.No(Declarations.NoSeverity(b.Severity)));
        one.Takes<ChannelBody>("open-channel", b => new OpenChannel(b.Chat, b.Call));
        one.Takes<ArchiveBody>("archive-channel", b => new ArchiveChannel(b.Where));
        one.Takes<SecurityBody>("answer-security", b => new AnswerSecurity(b.Needed, b.Reason));
        one.Takes<JoinBody>("join-response", b => new JoinResponse(b.Person, b.Role));
        one.Takes<DutyDoneBody>("complete-duty", b => new CompleteDuty(b.Duty, b.Note));
        one.Takes<AnswerLineBody>("answer-duty", b => new AnswerDuty(b.Line, b.Applies, b.Reason));
        one.Takes<WaiveDutyBody>("waive-duty", b => new WaiveDuty(b.Duty, b.Reason));
    }

    private static void Respond(RouteGroupBuilder one)
    {
        one.Takes<SymptomsBody>("record-symptoms", (b, now) => Read.Past(b.Started, now,
            at => new RecordSymptoms(at, b.Symptoms)));
        one.Takes<CorrectTimeBody>("correct-time", (b, now) =>
            EnumNames.Read<Milestone>(b.Milestone, out var milestone)
                ? Read.Past(b.At, now, at => new CorrectTime(milestone, at, b.Reason))
                : Read.No($"\"{b.Milestone}\" is no moment of an incident; it is one of " +
                    $"{string.Join(", ", Enum.GetNames<Milestone>()).ToLowerInvariant()}."));
        one.Takes<SuspectBody>("name-suspect", b => new NameSuspect(b.What, b.Why, b.Version));
        one.Takes<CauseBody>("identify-cause", b => new IdentifyCause(b.Cause, b.Suspect));
        one.Takes<ReasonBody>("drop-cause", b => new DropCause(b.Reason));
        one.Takes<DecisionBody>("record-decision", b => EnumNames.Read<Remedy>(b.Remedy, out var remedy)
            ? Read.Of(new RecordDecision(remedy, b.Reason, Some(b.Options)))
            : Read.No($"\"{b.Remedy}\" is no decision; it is rollback, hotfix, workaround or none."));
        one.Takes<RollBackBody>("roll-back-now", b => new RollBackNow(b.Environment));
        one.Takes<RemarkBody>("finish-mitigation", b => new FinishMitigation("", b.Note));
        one.Takes<VouchBody>("vouch-for-mitigation", b => new VouchForMitigation(b.Holds, b.Note));
        one.MapPost("/open-hotfix", (string id, HotfixBody body, Hotfixes hotfixes, HttpContext http) =>
            hotfixes.Open(http, id, body)).Produces<SealedView>();
    }

    private static void Tell(RouteGroupBuilder one)
    {
        one.Takes<UpdateBody>("send-update", b => new SendUpdate(b.Text, Some(b.Audiences), b.Final));
        one.MapPost("/preview-update", (string id, UpdateBody body, Sight sight) =>
            UpdatePreviews.Of(sight, id, new SendUpdate(body.Text, Some(body.Audiences), body.Final))).Produces<UpdatePreview>();
        one.Takes<NoteBody>("note-action", (b, now) => b.At == "" ? Read.Of(new NoteAction(b.Text, null))
            : Read.Past(b.At, now, at => new NoteAction(b.Text, at)));
        one.Takes<CorrectNoteBody>("correct-note", b => new CorrectNote(b.Number, b.Text, b.Reason));
        one.Takes<CommandBody>("note-command", (b, now) => Read.Past(b.StartedAt, now,
            at => new NoteCommand(b.CommandLine, b.ExitCode, b.Output, at)));
    }

    private static void End(RouteGroupBuilder one)
    {
        one.Takes<RemarkBody>("resolve-incident", b => new ResolveIncident(b.Note));
        one.Takes<ReasonBody>("reopen-incident", b => new ReopenIncident(b.Reason));
        one.Takes<MergeBody>("merge-incident", b => new MergeIncident(IncidentNumbers.Read(b.Into), b.Reason));
        one.Takes<ReasonBody>("cancel-incident", b => new CancelIncident(b.Reason));
        one.Takes("close-incident", () => new CloseIncident());
    }

    private static void Review(RouteGroupBuilder one)
    {
        one.MapPost("/schedule-retrospective", Retrospectives.Schedule);
        one.Takes<HeldBody>("hold-retrospective", (b, now) => b.At == "" ? Read.Of(new HoldRetrospective(now, b.Note))
            : Read.Past(b.At, now, at => new HoldRetrospective(at, b.Note)));
        one.Takes<ReasonBody>("cancel-retrospective", b => new CancelRetrospective(b.Reason));
        one.Takes<ReviewBody>("edit-review", b => new EditReview(b.Section, b.Text, b.Revision));
        one.Takes<ActionBody>("add-action-item", (b, now) => WrittenTime.DayOf(b.Due, now) is { } due
            ? Read.Of(new AddActionItem(b.Text, b.Owner, due, b.BeforeNextRelease))
            : Read.No($"\"{b.Due}\" is no day. Write 2026-03-01, or 7d from today."));
        one.Takes<ReasonBody>("declare-no-actions", b => new DeclareNoActions(b.Reason));
        one.Takes<ActionDoneBody>("complete-action-item", b => new CompleteActionItem(b.Number, b.Note));
        one.MapPost("/answer-runbooks", (string id, RunbookBody body, RunbookChanges runbooks, HttpContext http) =>
            runbooks.Answer(http, id, body));
    }

    private static ImmutableArray<string> Some(ImmutableArray<string>? given) => given ?? [];

    extension(RouteGroupBuilder one)
    {
        private void Takes(string verb, Func<Command> command) => one.MapPost($"/{verb}",
            (string id, Desk desk, HttpContext http) => http.Send(desk, IncidentApi.StreamOf(id), command()));

        private void Takes<TBody>(string verb, Func<TBody, Command> command) =>
            one.Takes<TBody>(verb, (body, _) => Read.Of(command(body)));

        private void Takes<TBody>(string verb, Func<TBody, Read> command) =>
            one.Takes<TBody>(verb, (body, _) => command(body));

        private void Takes<TBody>(string verb, Func<TBody, DateTimeOffset, Read> command) => one.MapPost($"/{verb}",
            (string id, TBody body, Desk desk, HttpContext http) => command(body, desk.Now) switch
            {
                { Command: { } read } => http.Send(desk, IncidentApi.StreamOf(id), read),
                var no => Task.FromResult<IResult>(Answers.Problem(Refusal.Invalid(no.Problem))),
            });
    }
}

/// <summary>A command read from a request's words, or what is wrong with them.</summary>
internal readonly record struct Read(Command? Command, string Problem)
{
    public static Read Of(Command command) => new(command, "");

    public static Read No(string problem) => new(null, problem);

    public static Read Past(string text, DateTimeOffset now, Func<DateTimeOffset, Command> command) =>
        WrittenTime.Past(text, now) is { } at ? Of(command(at))
        : No($"\"{text}\" is no time. {WrittenTime.Accepted}");
}
