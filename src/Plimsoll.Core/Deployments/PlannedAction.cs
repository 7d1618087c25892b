using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Vault;

namespace Plimsoll.Core.Deployments;

/// <summary>One thing a deployment does: on a target, or once for the environment.</summary>
/// <param name="Key">Unique in the plan: <c>switch/web-1</c>, <c>migrate</c>, <c>smoke: health</c>.</param>
/// <param name="Name">What it is, such as <c>upload</c>, <c>switch</c>, <c>health</c>.</param>
/// <param name="Target">Empty when it happens once.</param>
/// <param name="Targets">Whom a check looks at.</param>
/// <param name="Wave">Actions of one wave run together; the next wave starts when all of it is done.</param>
/// <param name="Idempotent">Whether it may be run again when nobody knows if it happened.</param>
public sealed record PlannedAction(
    string Key,
    string Name,
    string Target,
    ImmutableArray<string> Targets,
    int Wave,
    Phase Phase,
    Work Work,
    bool Idempotent)
{
    /// <summary>The step of the shipment it is done for; empty where the guide says nothing of it.</summary>
    public string Step { get; init; } = "";

    /// <summary>Where it comes from: <c>guide line 27</c>; empty: the service's file.</summary>
    public string Origin { get; init; } = "";

    /// <summary>How long it is watched, instead of the check's own time.</summary>
    public TimeSpan? Observe { get; init; }

    /// <summary>In the plan of an older server, and nobody does it any more: an upload makes room itself.</summary>
    [JsonIgnore]
    public bool IsOfOldPlans => Name == "prune";

    /// <summary>The name a check has in the service's file.</summary>
    [JsonIgnore]
    public string CheckName => Key[(Key.IndexOf(": ", StringComparison.Ordinal) + 2)..];
}

public enum Phase { Deploy, Verify }

/// <summary>
/// How an action is carried out: detached work with a ticket, a measurement the server makes itself, or a step of the
/// shipment that people do.
/// </summary>
public enum Work { Ticket, Health, Http, Command, Metric, Step, Tcp }

/// <summary>What a deployment was started with; a retry uses exactly these.</summary>
/// <param name="BackTo">The last known good version it would go back to; empty when there is none.</param>
public sealed record FrozenInputs(ServiceDefinition Service, EnvironmentDefinition Environment, string BackTo = "")
{
    /// <summary>The secrets its commands get, by name and version.</summary>
    public ImmutableArray<FrozenSecret> Secrets { get; init; } = [];

    /// <summary>The guide's lines about what counts as failed.</summary>
    public ImmutableArray<FailureLine> Failures { get; init; } = [];

    /// <summary>Where an action is done; what belongs to no target is done at the first.</summary>
    public TargetDefinition TargetOf(PlannedAction action) =>
        Environment.Targets.FirstOrDefault(t => t.Name == action.Target) ?? Environment.Targets[0];
}

/// <summary>A line of the guide that says when a deployment has failed.</summary>
/// <param name="Asks">Whether a person is asked first.</param>
public sealed record FailureLine(int Line, string Text, bool Asks);
