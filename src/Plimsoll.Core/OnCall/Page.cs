using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>A request for a person to act now; it goes on until it is acknowledged or resolved.</summary>
/// <param name="Contacts">Whom the service named when the page was triggered, in order.</param>
/// <param name="Unanswered">Every step has passed without an answer; all are tried again and again.</param>
/// <param name="Round">One walk through the steps, or one time of trying all; counted from 1.</param>
/// <param name="Next">The step that is due next; past the last one, everybody.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="Calls">The latest call of each contact.</param>
public sealed record Page(
    string Id,
    StreamName About,
    string Service,
    string Title,
    string Text,
    Severity Severity,
    ImmutableArray<Contact> Contacts,
    ImmutableArray<PageStep> Steps,
    PageStatus Status,
    bool Unanswered,
    int Round,
    int Next,
    DateTimeOffset DueAt,
    ImmutableArray<ContactCall> Calls,
    DateTimeOffset TriggeredAt,
    string AcknowledgedBy,
    DateTimeOffset AcknowledgedAt,
    string Outcome,
    DateTimeOffset EndedAt) : IState<Page>, IEnds
{
    /// <summary>The line of the incident's checklist it is about; empty for the incident itself.</summary>
    public string Duty { get; init; } = "";

    public static string Kind => "page";

    public static Page Empty { get; } = new(
        "", default, "", "", "", Severity.Low, [], [], PageStatus.Triggered, false, 0, 0, default, [], default, "",
        default, "", default);

    public static StreamName StreamOf(string id) => new($"{Kind}/{id}");

    public bool Exists => Id != "";

    public bool HasEnded => Status == PageStatus.Resolved;

    /// <summary>Somebody is still wanted.</summary>
    public bool IsOpen => Exists && Status == PageStatus.Triggered;

    /// <summary>When an acknowledgement is over and the page is triggered again.</summary>
    public DateTimeOffset LapsesAt => AcknowledgedAt + Lasts(Severity);

    public Contact? Contact(string person) => Contacts.FirstOrDefault(c => c.Person == person);

    public ContactCall? Call(string person) => Calls.FirstOrDefault(c => c.Person == person);

    /// <summary>How long an acknowledgement holds while nothing is resolved.</summary>
    public static TimeSpan Lasts(Severity severity) => severity switch
    {
        Severity.Critical => TimeSpan.FromMinutes(30),
        Severity.High => TimeSpan.FromMinutes(60),
        _ => TimeSpan.FromMinutes(240),
    };
}

public enum PageStatus { Triggered, Acknowledged, Resolved }

/// <summary>Whom to try together, and how long to wait for an answer before the next step.</summary>
public sealed record PageStep(ImmutableArray<string> People, TimeSpan Wait)
{
    /// <summary>How long one step waits, and how often an unanswered page is tried again.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);

    /// <summary>One contact after the other; who has no address cannot be a step.</summary>
    public static ImmutableArray<PageStep> Of(ImmutableArray<Contact> contacts) =>
    [
        .. from contact in contacts
           where contact.Mail is { Length: > 0 } || contact.Webhook is { Length: > 0 }
           select new PageStep([contact.Person], Usual),
    ];
}

/// <summary>One contact was notified in one round.</summary>
/// <param name="Failure">Why nothing reached them; empty while it may have.</param>
public sealed record ContactCall(string Person, int Round, int Step, DateTimeOffset At, string Failure)
{
    /// <summary>What its messages are about; the key of each ends in it.</summary>
    public static string SubjectOf(int round, string person) => $"{round}/{person}";

    /// <summary>Reads round and person back from the key of a message; null when it is none of a page.</summary>
    public static (int Round, string Person)? Of(string key) =>
        key.Split('/', 4) is [_, _, var round, { Length: > 0 } person] && int.TryParse(round, out var number)
            ? (number, person)
            : null;
}

public abstract record PageEvent : Event<Page>;

public abstract record PageCommand : Command<Page, PageEvent>;
