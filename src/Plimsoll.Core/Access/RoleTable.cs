using System.Collections.Immutable;

namespace Plimsoll.Core.Access;

/// <summary>The one table of who sees what first, may do what and is told what.</summary>
/// <remarks>Pages, API, command line, tests and handbook read it; nothing else says what a role may do.</remarks>
public static class RoleTable
{
    private static readonly ImmutableArray<string> Work =
    [
        Permissions.See, Permissions.Confirm, Permissions.SignOff, Permissions.CompleteStep,
        Permissions.RequestWaiver, Permissions.Declare, Permissions.Respond, Permissions.Review,
        Permissions.Acknowledge,
    ];

    public static ImmutableArray<RoleRow> Rows { get; } =
    [
        new(Roles.ReleaseManager, "Releases that wait for a sign-off, a window or a go", [.. Work,
            Permissions.Create, Permissions.Seal, Permissions.GiveEvidence, Permissions.WriteNotes,
            Permissions.PlanRollback, Permissions.TellCustomers, Permissions.Criteria, Permissions.MeetCriterion,
            Permissions.GrantWaiver, Permissions.Withdraw, Permissions.Ship, Permissions.Steer, Permissions.RollBack, Permissions.Hold,
            Permissions.Lift, Permissions.Book, Permissions.ChangeCalendar, Permissions.StopLine, Permissions.ResumeLine,
            Permissions.ApplyService, Permissions.Adopt, Permissions.ApplyGuide, Permissions.ApproveGuide,
            Permissions.Resend, Permissions.ReadRecord, Permissions.Watch, Permissions.KeepSecret],
            "every blocked release, every failed deployment, every open incident, every emergency sign-off"),
        new(Roles.SecurityLead, "Scans that failed and waivers that were asked for", [.. Work,
            Permissions.SeePrivate, Permissions.GiveEvidence, Permissions.GrantWaiver, Permissions.Hold,
            Permissions.StopLine, Permissions.ApproveGuide, Permissions.ReadRecord, Permissions.Watch,
            Permissions.ExportRecord, Permissions.Redact],
            "failed scans, waivers asked for, incidents that need security"),
        new(Roles.Quality, "Smoke tests to prepare, staging results and mitigations to verify", [.. Work,
            Permissions.GiveEvidence, Permissions.Criteria, Permissions.MeetCriterion, Permissions.Hold,
            Permissions.StopLine],
            "a staging result to look at, a mitigation to verify"),
        new(Roles.Developers, "Releases of their services and what blocks them", [.. Work,
            Permissions.Create, Permissions.Seal, Permissions.GiveEvidence, Permissions.WriteNotes,
            Permissions.PlanRollback, Permissions.Criteria, Permissions.Ship, Permissions.Steer,
            Permissions.RollBack, Permissions.Hold, Permissions.Book, Permissions.StopLine, Permissions.ApplyService,
            Permissions.KeepSecret],
            "a failed gate or deployment of what they wrote, pages of their services"),
        new(Roles.ProductManager, "Acceptance criteria, notes and announcements that wait", [.. Work,
            Permissions.Create, Permissions.WriteNotes, Permissions.TellCustomers, Permissions.Criteria,
            Permissions.MeetCriterion, Permissions.Book, Permissions.ChangeCalendar],
            "notes to write, releases that went out, updates of incidents"),
        new(Roles.Support, "What runs, what is planned, known issues and open incidents", Work,
            "announcements to acknowledge, incidents and when their next update comes"),
        new(Roles.Administrator, "Invitations, roles and uses of the node's own token", [Permissions.See,
            Permissions.SeePrivate, Permissions.ReadRecord, Permissions.Watch, Permissions.ExportRecord,
            Permissions.Redact, Permissions.ReadWebhookSecret, Permissions.Resend, Permissions.Invite,
            Permissions.ChangeReading, Permissions.GrantRole, Permissions.TakeRole, Permissions.EndPerson, Permissions.EndSessions,
            Permissions.ConfigureSignIn, Permissions.ReviewGlass, Permissions.KeepSecret, Permissions.RotateKey, Permissions.Activate],
            "every change of people and roles, every use of the node's own token"),
        new(Roles.Viewer, "What runs where and what is planned", [Permissions.See], "nothing by itself"),
    ];

    /// <summary>A role only an organisation's own guide speaks of: it works by the guide and steers nothing.</summary>
    public static RoleRow AnyOther { get; } =
        new("Any other role of the guide", "Lines of the guide that wait for this role", Work, "its own lines");

    public static RoleRow Of(string role) => Rows.FirstOrDefault(r => r.Role == role) ?? AnyOther;
}

/// <summary>What one role means.</summary>
/// <param name="SeesFirst">What its pages open on.</param>
/// <param name="May">Permissions, by verb.</param>
/// <param name="IsTold">What it hears of without asking.</param>
public sealed record RoleRow(string Role, string SeesFirst, ImmutableArray<string> May, string IsTold);
