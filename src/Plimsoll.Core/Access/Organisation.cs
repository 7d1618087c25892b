using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Everybody who may act here, and in which roles.</summary>
/// <remarks>
/// One stream for all: that an administrator remains and whether a second person holds a role are decided over
/// everybody. It grows by edits only, some facts a person in years.
/// </remarks>
public sealed record Organisation(
    ImmutableDictionary<string, Person> People,
    ImmutableDictionary<string, string> Teams,
    ImmutableArray<BrokenGlass> Glass) : IState<Organisation>
{
    public static string Kind => "access";

    public static Organisation Empty { get; } = new(
        ImmutableDictionary<string, Person>.Empty, ImmutableDictionary<string, string>.Empty, []);

    /// <summary>Who else proves people; null: only their passwords do.</summary>
    public IdentityProvider? Provider { get; init; }

    /// <summary>A role lets read only what it is held for; before that, who works here reads the whole.</summary>
    public bool ReadsByScope { get; init; }

    public static StreamName Stream { get; } = new($"{Kind}/organisation");

    /// <summary>From the first administrator on, a name is proven or nobody acts under it.</summary>
    public bool HasAccounts => !People.IsEmpty;

    public Person? Find(string person) => People.GetValueOrDefault(person);

    public bool IsActive(string person) => Find(person)?.Status == Standing.Active;

    /// <summary>The team a service belongs to; empty for none.</summary>
    public string TeamOf(string service) => Teams.GetValueOrDefault(service, "");

    /// <summary>Whether a person holds a role for something now.</summary>
    public bool Holds(string person, string role, Scope scope) =>
        Find(person) is { Status: Standing.Active } found && found.Grants.Any(
            g => string.Equals(g.Role, role, StringComparison.OrdinalIgnoreCase) && g.Scope.Covers(scope, TeamOf));

    /// <summary>Everybody who holds a role for something now, in a stable order.</summary>
    public ImmutableArray<string> Holders(string role, Scope scope) =>
        [.. People.Keys.Where(p => Holds(p, role, scope)).Order(StringComparer.Ordinal)];

    /// <summary>Roles and who holds them for a service, in the shape a service file has them.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Staff(string service)
    {
        var scope = Scope.Service(service);
        return People.Values.SelectMany(p => p.Grants).Select(g => g.Role).Distinct()
            .Where(role => role is not (Roles.Administrator or Roles.Viewer))
            .Select(role => KeyValuePair.Create(role, Holders(role, scope))).Where(r => !r.Value.IsEmpty)
            .ToImmutableSortedDictionary();
    }

    /// <summary>Whether a password lets somebody in; it may be kept for administrators alone.</summary>
    public bool MayUsePassword(string person) =>
        Provider is not { PasswordsOff: true } || Holds(person, Roles.Administrator, Scope.Organisation);

    internal Organisation With(Person person) => this with { People = People.SetItem(person.Id, person) };
}

/// <summary>A person as far as rights go; name and addresses stand elsewhere.</summary>
public sealed record Person(string Id, Standing Status, ImmutableArray<Grant> Grants, DateTimeOffset Since);

public enum Standing { Invited, Active, Left }

/// <summary>A role and what it is held for.</summary>
public sealed record Grant(string Role, Scope Scope, string By, DateTimeOffset At)
{
    /// <summary>A group at the provider gives it, and takes it again; a hand does neither.</summary>
    public bool ByGroup { get; init; }
}

/// <summary>The node's own token was used although accounts exist.</summary>
public sealed record BrokenGlass(
    int Number, string What, string Reason, string By, DateTimeOffset At, string ReviewedBy, string Review)
{
    public bool IsReviewed => ReviewedBy != "";
}

public abstract record AccessEvent : Event<Organisation>;

public abstract record AccessCommand : Command<Organisation, AccessEvent>;
