using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

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
    DateTimeOffset? EndedAt)
{
    /// <summary>Who or what carries it out; by its concept in a shipment from before this was kept.</summary>
    public StepWork Work { get; init; }

    public CheckMode Mode { get; init; }

    /// <summary>The roles that all have to approve it, or one of which attests it; empty: any owner's word.</summary>
    public ImmutableArray<string> Signers { get; init; } = [];

    /// <summary>The word of any of the signers will do, also of whoever made it.</summary>
    public bool Attested { get; init; }

    /// <summary>One of the signers is enough, if only it is not whoever made it.</summary>
    public bool AnySigner { get; init; }

    /// <summary>What is approved so far.</summary>
    public ImmutableArray<Approval> Approvals { get; init; } = [];

    /// <summary>A choice between go and no-go.</summary>
    public bool Decides { get; init; }

    /// <summary>Only advice: shown, never in the way.</summary>
    public bool Advises { get; init; }

    /// <summary>When it applies; null: always.</summary>
    public Condition? Condition { get; init; }

    /// <summary>Somebody said that its condition holds.</summary>
    public bool Applies { get; init; }

    /// <summary>The step it belongs to, which is done when its steps are; empty for none.</summary>
    public string Group { get; init; } = "";

    /// <summary>How long what was deployed is watched.</summary>
    public TimeSpan? Observe { get; init; }

    /// <summary>How much of the environment it deploys to, in percent of the targets, part by part; empty: all of it.
    /// </summary>
    public ImmutableArray<int> Percents { get; init; } = [];

    /// <summary>The one metric check it watches or looks at; empty: all there are.</summary>
    public string Metric { get; init; } = "";

    /// <summary>The suite, or the checks by their names, that it is about; empty: all there are.</summary>
    public string Suite { get; init; } = "";

    /// <summary>What the engine did and a person has to confirm.</summary>
    public string Proposed { get; init; } = "";

    /// <summary>Why a person does it, where the guide means a machine.</summary>
    public string Why { get; init; } = "";

    /// <summary>Who goes against what the guide prefers.</summary>
    public ImmutableArray<Approval> Deviations { get; init; } = [];

    /// <summary>The time it missed and its people were told of; null: it never was late.</summary>
    public DateTimeOffset? FellDue { get; init; }
}

public enum StepStatus { Todo, Waiting, Running, Done, Failed, Skipped, NotApplicable }

/// <summary>What carries a step out.</summary>
public enum StepWork { ByConcept, Person, Window, Backup, Deploy, Suite, Observation, Announcement, Gate, Group }

/// <summary>A person said yes, in the roles of the line that they hold.</summary>
public sealed record Approval(string By, ImmutableArray<string> Roles, string Note, DateTimeOffset At);

public static class Steps
{
    extension(Step step)
    {
        /// <summary>What carries it out, also in a shipment from before that was kept.</summary>
        public StepWork Does => step.Work != StepWork.ByConcept ? step.Work : step.Concept switch
        {
            StepConcepts.Backup => StepWork.Backup,
            StepConcepts.DeployStaging or StepConcepts.DeployProduction => StepWork.Deploy,
            StepConcepts.SmokeStaging or StepConcepts.Verify => StepWork.Suite,
            StepConcepts.Announce => StepWork.Announcement,
            _ => StepWork.Person,
        };

        /// <summary>
        /// Whether what comes after waits for it; the backup is taken when production takes its slot, a group is done
        /// when its steps are, advice is in nobody's way.
        /// </summary>
        public bool IsAwaited => step.Does is not (StepWork.Backup or StepWork.Group) && !step.Advises;

        public bool IsClosed => step.Status is StepStatus.Done or StepStatus.Skipped or StepStatus.NotApplicable;

        /// <summary>A person's word moves it.</summary>
        public bool IsForPeople => step.NeedsPerson || step.IsAsked || step.Does == StepWork.Gate;

        /// <summary>One person's word is enough.</summary>
        public bool TakesAny => step.Signers.IsEmpty || step.Attested || step.AnySigner;

        /// <summary>Whom it waits for, by role.</summary>
        public ImmutableArray<string> People => step.Signers.IsEmpty ? step.Owners
            : [.. step.Signers.Where(role => !step.Approvals.Any(a => a.Roles.Contains(role)))];

        /// <summary>Nothing is done before that: a person who ticks it says as much, a machine does not.</summary>
        public bool AsksFirst => step.Does == StepWork.Announcement
            || step.Does == StepWork.Deploy && step.Condition?.Class != "when" && step.Environments.Length > 0
                && step.Concept != StepConcepts.DeployStaging;

        /// <summary>It brings the release to production, or a part of production.</summary>
        public bool DeploysToProduction(ServiceDefinition? service) => step.Concept == StepConcepts.DeployProduction
            || step.Does == StepWork.Deploy
                && step.Environments.Any(e => service?.Environment(e)?.IsProduction == true);

        /// <summary>Somebody has to say first whether it applies.</summary>
        public bool IsAsked => !step.Applies && Signing.IsAsked(step.Condition) && step.Work is not StepWork.ByConcept;
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
    public const string Window = Concepts.Window;
    public const string Backup = "backup";
    public const string DeployStaging = "deploy-staging";
    public const string SmokeStaging = "smoke-staging";
    public const string DeployProduction = "deploy-production";
    public const string Verify = "post-deploy-verify";
    public const string Announce = "announce";
    public const string Canary = "canary";
    public const string Promote = "promote";
}
