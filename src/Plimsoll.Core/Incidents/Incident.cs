using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Something in production hurts users, or may; from its declaration to its closed review.</summary>
public sealed record Incident : IState<Incident>, IEnds
{
    public static string Kind => "incident";

    public static Incident Empty { get; } = new();

    public static StreamName StreamOf(string id) => new($"{Kind}/{id}");

    public static string IdOf(int number) => $"INC-{number}";

    public string Id { get; init; } = "";

    public string Title { get; init; } = "";

    public IncidentStatus Status { get; init; }

    /// <summary>Hash of the playbook it keeps; empty where no guide was applied.</summary>
    public string Playbook { get; init; } = "";

    public Severity Severity { get; init; }

    /// <summary>How it became worse or better, the newest last.</summary>
    public ImmutableArray<SeverityChange> SeverityChanges { get; init; } = [];

    /// <summary>A person has judged the severity; before that it is a proposal.</summary>
    public bool IsAssessed { get; init; }

    /// <summary>Who is hurt and how.</summary>
    public string Impact { get; init; } = "";

    public string Symptoms { get; init; } = "";

    /// <summary>Name of the service it is about; empty when nobody said.</summary>
    public string Service { get; init; } = "";

    /// <summary>The environment it is about; empty when nobody said.</summary>
    public string Environment { get; init; } = "";

    /// <summary>The version it began with, where known.</summary>
    public string Version { get; init; } = "";

    /// <summary>The deployment it was opened for; empty when a person declared it.</summary>
    public string Deployment { get; init; } = "";

    public string DeclaredBy { get; init; } = "";

    public Times Times { get; init; } = new();

    /// <summary>T0 of every clock: when it was declared. Never corrected.</summary>
    public DateTimeOffset DeclaredAt { get; init; }

    /// <summary>From when the update cadence counts where no update was sent since: declared, or reopened.</summary>
    public DateTimeOffset CadenceFrom { get; init; }

    /// <summary>When it was last resolved; the clocks of the review count from it.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    public Lead Lead { get; init; } = Lead.None;

    /// <summary>Where people talk: address of the chat and of the call.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Whether the Security Lead is needed; null until somebody said.</summary>
    public bool? SecurityNeeded { get; init; }

    public ImmutableArray<Responder> Team { get; init; } = [];

    public ImmutableArray<Suspect> Suspects { get; init; } = [];

    /// <summary>What broke it, once known.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The newest last.</summary>
    public ImmutableArray<Decision> Decisions { get; init; } = [];

    public Mitigation? Mitigation { get; init; }

    /// <summary>Patches made for it.</summary>
    public ImmutableArray<string> Hotfixes { get; init; } = [];

    public ImmutableArray<Update> Updates { get; init; } = [];

    public ImmutableList<Entry> Timeline { get; init; } = [];

    public ImmutableSortedDictionary<string, DutyRecord> Duties { get; init; } =
        ImmutableSortedDictionary<string, DutyRecord>.Empty;

    /// <summary>When, and by whom, a concept of the checklist was first satisfied.</summary>
    public ImmutableSortedDictionary<string, Satisfied> Marks { get; init; } =
        ImmutableSortedDictionary<string, Satisfied>.Empty;

    /// <summary>Lines whose clocks begin no earlier than this, because the guide changed on the way.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Retimed { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>Lines of an earlier guide that the one it goes by now does not have.</summary>
    public ImmutableArray<Guide.Check> Removed { get; init; } = [];

    public Review Review { get; init; } = Review.Empty;

    /// <summary>Only who is part of it sees it, and who may see every private one.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Who sees it by having been added, while it is private.</summary>
    public ImmutableArray<string> Admitted { get; init; } = [];

    public int Reopened { get; init; }

    /// <summary>The incident it was merged into.</summary>
    public string MergedInto { get; init; } = "";

    /// <summary>Why it was merged or cancelled.</summary>
    public string EndReason { get; init; } = "";

    public bool Exists => Id != "";

    public bool HasEnded => Status.IsOver && Review.Actions.All(a => a.IsDone);

    public Decision? Decision => Decisions is [.., var last] ? last : null;

    public Update? LastUpdate => Updates is [.., var last] ? last : null;

    /// <summary>Moves on. Which moves there are was decided before; a fold takes the record as it is.</summary>
    internal Incident To(IncidentStatus next) => this with { Status = next };

    /// <summary>Adds a line to the timeline.</summary>
    internal Incident Tell(Moment moment, string sentence, string detail = "", EntryKind kind = EntryKind.Fact) =>
        this with
        {
            Timeline = Timeline.Add(new Entry(Timeline.Count + 1, moment.At, moment.At, moment.Actor, kind, sentence,
                detail)),
        };

    /// <summary>The newest line of the timeline happened at another time than it was written down.</summary>
    internal Incident At(DateTimeOffset at) => this with
    {
        Timeline = Timeline.SetItem(Timeline.Count - 1, Timeline[^1] with { At = at }),
    };

    /// <summary>Keeps who first satisfied a concept of the checklist.</summary>
    internal Incident Satisfy(string concept, Moment moment) => Marks.ContainsKey(concept) ? this
        : this with { Marks = Marks.Add(concept, new Satisfied(moment.At, moment.Actor)) };

    /// <summary>How bad it was held to be at a moment.</summary>
    internal Severity SeverityAt(DateTimeOffset at) =>
        SeverityChanges.FirstOrDefault(c => c.At > at)?.Before ?? Severity;

    /// <summary>How it changed after a moment.</summary>
    internal IEnumerable<SeverityChange> Changes(DateTimeOffset after) => SeverityChanges.Where(c => c.At > after);

    /// <summary>How bad it was held to be at its worst.</summary>
    public Severity Worst => SeverityChanges.Select(c => c.Before).Append(Severity).Max();

    internal Incident Became(Severity severity, Moment moment) => severity == Severity ? this : this with
    {
        Severity = severity, SeverityChanges = SeverityChanges.Add(new SeverityChange(moment.At, Severity, severity)),
    };

    /// <summary>Refuses what only makes sense on an incident that goes on; null when it may be done.</summary>
    internal Refusal? Over() =>
        !Exists ? NotThere
        : Status.IsOver ? Refusal.TooLate($"{Id} is {Status.Word}; nothing about it changes any more.")
        : null;

    /// <summary>Refuses what only makes sense while users may be hurt.</summary>
    internal Refusal? NotResponding() => Over() ?? (Status.IsResponse ? null : Refusal.TooLate(
        $"{Id} is {Status.Word}. When it is back, reopen it: `plimsoll incident reopen {Id} --reason \"…\"`."));

    /// <summary>Refuses what would leave a deployment on its way without the incident it is for.</summary>
    internal Refusal? OnItsWay() => Mitigation is { Deployment: not "", FinishedAt: null } going
        ? Refusal.Conflict($"{going.Deployment} is on its way; wait for its end.") : null;

    internal static Refusal NotThere { get; } =
        Refusal.NotFound("There is no such incident; `plimsoll incident list` shows them.");
}

public abstract record IncidentEvent : Event<Incident>;

public abstract record IncidentCommand : Command<Incident, IncidentEvent>;

public abstract record IncidentReadingCommand : ReadingCommand<Incident, IncidentEvent>;
