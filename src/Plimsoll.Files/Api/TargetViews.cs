using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

/// <summary>Which target; empty: all of the environment.</summary>
public sealed record TargetBody(string Target);

/// <summary>What the host of a target says of itself.</summary>
/// <param name="Host">Empty: the server's own machine.</param>
/// <param name="Missing">What it lacks to run work, each as a sentence.</param>
/// <param name="FreeBytes">Room where the target's folder is.</param>
/// <param name="Tickets">Work that is or was there, each with how it stands.</param>
/// <param name="Trouble">Why it could not be asked, and what to do; empty where it could.</param>
public sealed record TargetProbeView(
    string Target, string Host, ImmutableArray<string> Missing, long FreeBytes, ImmutableArray<string> Tickets, string Trouble)
{
    /// <summary>The version whose release is current there; empty where none is.</summary>
    public string Running { get; init; } = "";
}

/// <summary>What was removed from the host of a target.</summary>
public sealed record TargetCleanView(string Target, string Host, ImmutableArray<string> Removed, string Trouble);
