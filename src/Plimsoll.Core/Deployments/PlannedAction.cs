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
    /// <summary>The name a check has in the service's file.</summary>
    [JsonIgnore]
    public string CheckName => Key[(Key.IndexOf(": ", StringComparison.Ordinal) + 2)..];
}

public enum Phase { Deploy, Verify }

/// <summary>
/// How an action is carried out: detached work with a ticket, or a measurement the server makes itself.
/// </summary>
public enum Work { Ticket, Health, Http, Command, Metric }

/// <summary>What a deployment was started with; a retry uses exactly these.</summary>
/// <param name="BackTo">The last known good version it would go back to; empty when there is none.</param>
public sealed record FrozenInputs(ServiceDefinition Service, EnvironmentDefinition Environment, string BackTo = "")
{
    /// <summary>The secrets its commands get, by name and version.</summary>
    public ImmutableArray<FrozenSecret> Secrets { get; init; } = [];
}
