using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Catalog;

/// <summary>A deployable unit as its team last described it.</summary>
/// <param name="Definition">Null until it is defined for the first time.</param>
/// <param name="Revision">How often the definition really changed; 0 while undefined.</param>
/// <param name="ObservedSince">The day it first asked for gates that only observe.</param>
public sealed record Service(ServiceDefinition? Definition, int Revision, DateOnly? ObservedSince) : IState<Service>
{
    public static string Kind => "service";

    public static Service Empty { get; } = new(null, 0, null);

    /// <summary>What has to be done before its next minor or major release, the oldest first.</summary>
    public ImmutableArray<Owed> Owed { get; init; } = [];

    /// <summary>The guide it is released under, by file name; empty where the house has only one.</summary>
    public string Guide => Definition?.Guide ?? "";

    public static StreamName StreamOf(string name) => new($"{Kind}/{name}");
}

/// <summary>Something that happened to a service's description.</summary>
public abstract record ServiceEvent : Event<Service>;

/// <summary>A promise the next minor or major release waits for.</summary>
/// <param name="Id">Which one, such as an incident and the number of its action item.</param>
/// <param name="Done">The command to type when it is kept.</param>
public sealed record Owed(string Id, string Text, string Owner, string Done);
