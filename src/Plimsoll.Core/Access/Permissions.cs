using System.Collections.Immutable;

namespace Plimsoll.Core.Access;

/// <summary>What may be permitted, named by its verb.</summary>
public static class Permissions
{
    /// <summary>
    /// Reading all that is not private. Who works here sees the whole, unless the organisation lets a role read only
    /// what it is held for.
    /// </summary>
    public const string See = "see";

    /// <summary>Reading every private incident, also without being part of it.</summary>
    public const string SeePrivate = "incident.see-private";

    public const string Create = "release.create";
    public const string Seal = "release.seal";
    public const string GiveEvidence = "release.give-evidence";
    public const string WriteNotes = "release.write-notes";
    public const string PlanRollback = "release.plan-rollback";
    public const string TellCustomers = "release.tell-customers";
    public const string Criteria = "release.add-criterion";
    public const string MeetCriterion = "release.meet-criterion";
    public const string Confirm = "release.confirm";
    public const string SignOff = "release.sign-off";
    public const string RequestWaiver = "release.request-waiver";
    public const string GrantWaiver = "release.grant-waiver";
    public const string Withdraw = "release.withdraw";
    public const string Ship = "release.ship";
    public const string CompleteStep = "release.complete-step";
    public const string Steer = "deployment.steer";
    public const string RollBack = "deployment.roll-back";
    public const string Hold = "lane.hold";
    public const string Lift = "lane.lift";
    public const string ChangeCalendar = "calendar.change";
    public const string StopLine = "calendar.stop-line";
    public const string ResumeLine = "calendar.resume-line";
    public const string Book = "release.book";
    public const string ApplyService = "service.apply";
    public const string Adopt = "service.adopt";
    public const string ApplyGuide = "guide.apply";
    public const string ApproveGuide = "guide.approve";
    public const string Declare = "incident.declare";
    public const string Respond = "incident.respond";
    public const string Review = "incident.review";
    public const string Acknowledge = "page.acknowledge";
    public const string Resend = "outbox.resend";
    public const string ReadRecord = "journal.read";
    public const string ExportRecord = "journal.export";
    public const string Redact = "journal.redact";
    public const string ReadWebhookSecret = "webhook.read-secret";
    public const string KeepSecret = "secret.keep";
    public const string RotateKey = "secret.rotate-key";
    public const string Activate = "server.activate";
    public const string Watch = "server.watch";
    public const string Invite = "access.invite";
    public const string GrantRole = "access.grant-role";
    public const string TakeRole = "access.take-role";
    public const string EndPerson = "access.end-person";
    public const string EndSessions = "access.end-sessions";
    public const string ConfigureSignIn = "access.configure-sign-in";
    public const string ChangeReading = "access.change-reading";
    public const string ReviewGlass = "access.review-break-glass";

    /// <summary>A person's word that something may go: never given by a token of a program or of the node.</summary>
    public static ImmutableHashSet<string> Approvals { get; } =
        [SignOff, GrantWaiver, Confirm, MeetCriterion, CompleteStep, ApproveGuide];

    /// <summary>What only a person does, in a browser or on their own command line: approvals, and removing for ever.</summary>
    public static ImmutableHashSet<string> InPerson { get; } = [.. Approvals, Redact];

    /// <summary>Every permission in words, in the order they are shown.</summary>
    public static ImmutableArray<Permission> All { get; } =
    [
        new(See, "See releases, deployments, incidents and the guide"),
        new(SeePrivate, "See every private incident"),
        new(Create, "Create a release"),
        new(Seal, "Seal a candidate"),
        new(GiveEvidence, "Give evidence, gather it again, rehearse a rollback"),
        new(WriteNotes, "Write release notes"),
        new(PlanRollback, "Write the rollback plan"),
        new(TellCustomers, "Tell customers of a release beforehand"),
        new(Criteria, "Add acceptance criteria"),
        new(MeetCriterion, "Say that a criterion is met"),
        new(Confirm, "Confirm a gate of a role they hold"),
        new(SignOff, "Sign off in a role they hold"),
        new(RequestWaiver, "Ask for a waiver"),
        new(GrantWaiver, "Grant a waiver somebody else asked for"),
        new(Withdraw, "Withdraw a release"),
        new(Ship, "Ship a release, cancel its shipment"),
        new(CompleteStep, "Complete a step of a role they hold"),
        new(Steer, "Answer, retry or cancel a deployment"),
        new(RollBack, "Roll back"),
        new(Hold, "Hold a lane"),
        new(Lift, "Lift a hold"),
        new(Book, "Book, move or cancel a slot of a release"),
        new(ChangeCalendar, "Add, change and remove windows and freezes"),
        new(StopLine, "Stop the line"),
        new(ResumeLine, "Let a stopped line go on"),
        new(ApplyService, "Apply a service file, whose lines are commands"),
        new(Adopt, "Adopt what runs as last known good"),
        new(ApplyGuide, "Apply the guide"),
        new(ApproveGuide, "Approve a guide somebody else proposed"),
        new(Declare, "Declare an incident"),
        new(Respond, "Respond to an incident: lead, decide, mitigate, tell"),
        new(Review, "Write the review and close the incident"),
        new(Acknowledge, "Acknowledge a page"),
        new(Resend, "Send a message again"),
        new(ReadRecord, "Verify the journal"),
        new(ExportRecord, "Export the journal, with all that is private"),
        new(Redact, "Ask for the removal of a text or a name, and confirm what somebody else asked for"),
        new(ReadWebhookSecret, "Read the secret of webhooks"),
        new(KeepSecret, "Set and remove secrets of a service"),
        new(RotateKey, "Seal all secrets with a new key"),
        new(Activate, "Let a restored server act again"),
        new(Watch, "See the server's health with reasons, and its metrics"),
        new(Invite, "Invite a person"),
        new(GrantRole, "Grant a role"),
        new(TakeRole, "Take a role"),
        new(EndPerson, "End the access of a person who leaves"),
        new(EndSessions, "End sessions and tokens of others"),
        new(ConfigureSignIn, "Say which provider people sign in with and what its groups mean"),
        new(ChangeReading, "Change what a role reads"),
        new(ReviewGlass, "Review a use of the node's own token"),
    ];

    public static bool IsKnown(string verb) => All.Any(p => p.Verb == verb);
}

/// <summary>Something that may be permitted.</summary>
public sealed record Permission(string Verb, string Title);
