using System.Collections.Immutable;

namespace Plimsoll.Core.Access;

/// <summary>Where people prove who they are, by OpenID Connect, and what it says about them that counts here.</summary>
/// <param name="Name">What the button calls it.</param>
/// <param name="Issuer">Compared to the letter with what every token names.</param>
/// <param name="SecretVersion">Which version of the client's secret lies sealed; 0: the client is public.</param>
/// <param name="GroupsClaim">Where a token lists the groups of a person.</param>
/// <param name="Domains">Whoever has a proven mail address of one of these comes in without an invitation.</param>
/// <param name="PasswordsOff">Passwords are for administrators only, for the day the provider is gone.</param>
public sealed record IdentityProvider(
    string Name,
    string Issuer,
    string ClientId,
    int SecretVersion,
    ImmutableArray<string> Scopes,
    string GroupsClaim,
    ImmutableArray<string> Domains,
    bool PasswordsOff)
{
    /// <summary>Whom facts name when a person comes or a role moves by what the provider said.</summary>
    public const string Actor = "system:sign-in";

    /// <summary>What its groups mean here.</summary>
    public ImmutableArray<GroupRole> Groups { get; init; } = [];

    /// <summary>Whether somebody may come in who was not invited.</summary>
    /// <param name="mail">Proven by the provider.</param>
    public bool Admits(string mail, IEnumerable<string> groups) =>
        Domains.Contains(mail[(mail.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase)
        || Given(groups).Any();

    /// <summary>The roles its groups give.</summary>
    public IEnumerable<GroupRole> Given(IEnumerable<string> groups) =>
        Groups.Where(g => groups.Contains(g.Group, StringComparer.Ordinal));
}

/// <summary>A group at the provider, and the role its members hold here.</summary>
public sealed record GroupRole(string Group, string Role, Scope Scope);
