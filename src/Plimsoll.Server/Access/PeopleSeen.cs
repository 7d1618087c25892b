using System.Collections.Immutable;
using Plimsoll.Core.Access;

namespace Plimsoll.Server.Access;

/// <summary>A person with rights and name beside each other, as pages and answers show them.</summary>
/// <param name="Key">The id without its prefix: what stands in addresses and forms.</param>
public sealed record PersonSeen(
    string Id, string Key, string Name, string Mail, string State, ImmutableArray<Grant> Grants)
{
    /// <summary>In which zone they read mail; empty: the organisation's.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Other addresses they are known by.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];
}

internal static class PeopleSeen
{
    public static string KeyOf(string id) => id[PersonId.Prefix.Length..];

    /// <summary>Who is here first, then who is invited, then who has left; each by name.</summary>
    public static IReadOnlyList<PersonSeen> Of(Roster roster) =>
        [.. from person in roster.Organisation.People.Values
            let known = roster.Find(person.Id)
            orderby Rank(person.Status), known?.Name, person.Id
            select new PersonSeen(
                person.Id, KeyOf(person.Id), known?.Name ?? "forgotten", known?.Mail ?? "",
                person.Status.ToString().ToLowerInvariant(), person.Grants)
            {
                Zone = known?.Zone ?? "", Also = known is null ? [] : [.. known.Addresses.Skip(known.Mail is null ? 0 : 1)],
            }];

    private static int Rank(Standing standing) => standing switch
    {
        Standing.Active => 0,
        Standing.Invited => 1,
        _ => 2,
    };
}
