using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Tests.Journal;

public sealed record Kettle(int Boiled) : IState<Kettle>
{
    public static string Kind => "kettle";

    public static Kettle Empty { get; } = new(0);
}

public abstract record KettleEvent : Event<Kettle>
{
    public override Kettle Apply(Kettle state, Moment moment) => state with { Boiled = state.Boiled + 1 };
}

public enum Tea { Green, EarlGrey }

public readonly record struct CupId(string Value);

public abstract record Sweetener;

public sealed record Sugar(int Lumps) : Sweetener;

public sealed record WildHoney(string Meadow) : Sweetener;

public sealed record TeaServed(
    Tea Tea,
    CupId Cup,
    StreamName About,
    TimeSpan Steeped,
    DateTimeOffset At,
    ImmutableArray<string> Guests,
    ImmutableSortedDictionary<string, ImmutableArray<CupId>> Tables,
    ImmutableDictionary<CupId, int> Refills,
    ImmutableArray<Sweetener> Sweeteners,
    string? Note) : KettleEvent
{
    public int Count => Guests.Length;
}

public sealed record KettleBoiled : KettleEvent;
