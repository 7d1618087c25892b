using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Texts and names that somebody asked to have removed for ever, and what a second person said.</summary>
public sealed record Removals(ImmutableArray<Removal> All) : IState<Removals>
{
    public static string Kind => "removal";

    public static Removals Empty { get; } = new([]);

    public static StreamName Stream { get; } = new($"{Kind}/organisation");

    public Removal? Find(int number) => All.FirstOrDefault(r => r.Number == number);

    internal Removals With(Removal changed) => new(All.Replace(Find(changed.Number) ?? changed, changed));
}

/// <summary>One removal. What is removed is never in it, only where it stands.</summary>
/// <param name="Places">
/// <c>12#/title</c>: a text of a fact; <c>message:7</c>: a message of the outbox; <c>webhook:KEY</c>: what became
/// of another system's message; <c>output:KEY#3</c>: a piece of output.
/// </param>
/// <param name="Person">The id of somebody whose name and addresses go; empty where texts do.</param>
public sealed record Removal(
    int Number, ImmutableArray<string> Places, string Person, string Reason, string AskedBy, DateTimeOffset AskedAt,
    RemovalStatus Status, string AnsweredBy);

public enum RemovalStatus { Asked, Confirmed, Refused }

public abstract record RemovalEvent : Event<Removals>;

public abstract record RemovalCommand : ReadingCommand<Removals, RemovalEvent>
{
    public sealed override Ruling<RemovalEvent> Decide(Removals removals, Readings readings, Moment now)
    {
        var organisation = readings.Of<Organisation>(Organisation.Stream);
        if (!organisation.HasAccounts)
            return Refusal.Blocked("Two people decide on it, and names are only claimed here: make accounts first.");
        return organisation.Permits(now.Actor, Permissions.Redact, Scope.Organisation)
            ? Decide(removals, organisation, now)
            : Refusal.Forbidden($"Texts and names are removed by two of {Permitting.WhoMay(Permissions.Redact)}.");
    }

    private protected abstract Ruling<RemovalEvent> Decide(Removals removals, Organisation organisation, Moment now);

    private protected static Refusal NotThere(int number) =>
        Refusal.NotFound($"Nobody asked for removal {number}; `plimsoll journal removals` shows them.");
}
