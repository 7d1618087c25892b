using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>One walk of a candidate through the guide's deployment checklist.</summary>
public sealed record Shipment(
    string Id,
    string Service,
    string Version,
    int Candidate,
    string Digest,
    string Playbook,
    string By,
    ShipmentStatus Status,
    ImmutableArray<Step> Steps,
    string Sentence,
    DateTimeOffset OpenedAt,
    DateTimeOffset EndedAt) : IState<Shipment>, IEnds
{
    public static string Kind => "shipment";

    public static Shipment Empty { get; } = new("", "", "", 0, "", "", "", ShipmentStatus.Pending, [], "", default,
        default);

    public static StreamName StreamOf(string id) => new($"{Kind}/{id}");

    /// <summary>The nth shipment of a release.</summary>
    public static string IdOf(string service, string version, int number) => $"{service}-{version}-{number}";

    public bool Exists => Id != "";

    public bool IsOpen => Status is ShipmentStatus.Running or ShipmentStatus.Waiting;

    public bool HasEnded => Exists && !IsOpen;

    public string DeploymentOn(string environment) => $"{Id}-{environment}";
}

public enum ShipmentStatus { Pending, Running, Waiting, Done, Failed, Cancelled }

/// <summary>One line of the guide's checklist inside a shipment.</summary>
/// <param name="Id">The check's id in the pinned playbook.</param>
/// <param name="Environments">What a deploy or verification step is about, in order.</param>
/// <param name="Sentence">Why it waits, what it did, or why it does not apply.</param>
public sealed record Step(
    string Id,
    string Concept,
    string Title,
    int Line,
    ImmutableArray<string> Environments,
    StepStatus Status,
    string Sentence,
    bool NeedsPerson,
    ImmutableArray<string> Owners,
    DateTimeOffset? EndedAt);

public enum StepStatus { Todo, Waiting, Running, Done, Failed, Skipped, NotApplicable }

public static class Steps
{
    extension(Step step)
    {
        /// <summary>
        /// Whether what comes after waits for it; the backup is taken when production takes its slot.
        /// </summary>
        public bool IsAwaited => step.Concept != StepConcepts.Backup;

        public bool IsClosed => step.Status is StepStatus.Done or StepStatus.Skipped or StepStatus.NotApplicable;
    }

    extension(StepStatus status)
    {
        public string Word =>
            status == StepStatus.NotApplicable ? "not applicable" : status.ToString().ToLowerInvariant();
    }
}

/// <summary>The guide's concepts that a shipment carries out itself; any other step waits for a person.</summary>
public static class StepConcepts
{
    public const string Window = "window-scheduled";
    public const string Backup = "backup";
    public const string DeployStaging = "deploy-staging";
    public const string SmokeStaging = "smoke-staging";
    public const string DeployProduction = "deploy-production";
    public const string Verify = "post-deploy-verify";
    public const string Announce = "announce";
}

public abstract record ShipmentEvent : Event<Shipment>;

public abstract record ShipmentCommand : Command<Shipment, ShipmentEvent>;

public abstract record ShipmentReadingCommand : ReadingCommand<Shipment, ShipmentEvent>;
