using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>Names the one provider people sign in with; another issuer begins without the groups of the last.</summary>
public sealed record ConfigureProvider(
    string Name, string Issuer, string ClientId, int SecretVersion, ImmutableArray<string> Scopes, string GroupsClaim,
    ImmutableArray<string> Domains, bool PasswordsOff) : AccessCommand
{
    private const int Longest = 200;
    private const int Most = 20;
    private const int LongestName = 60;

    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (Providers.NotBy(organisation, now) is { } refusal) return refusal;
        if (!IsText(Name, LongestName))
            return Refusal.Invalid($"The provider has a name of up to {LongestName} characters.");
        if (!IsIssuer(Issuer))
            return Refusal.Invalid(
                "An issuer is an https address without a query, as the provider writes it; http only on this machine.");
        if (!IsText(ClientId, Longest)) return Refusal.Invalid("A client id is what the provider gave this server.");
        if (!IsText(GroupsClaim, Longest))
            return Refusal.Invalid("Name the claim that lists groups; most call it groups.");
        if (Scopes.Length > Most || Scopes.Any(s => !IsText(s, Longest) || s.Contains(' '))
            || !Scopes.Contains("openid"))
            return Refusal.Invalid($"Scopes are up to {Most} words, openid among them.");
        if (Domains.Length > Most || Domains.Any(d => !IsText(d, Longest) || d.Contains('@') || !d.Contains('.')))
            return Refusal.Invalid($"Domains are up to {Most} of the form example.org.");
        var next = new ProviderConfigured(
            Name, Issuer, ClientId, SecretVersion, Scopes, GroupsClaim, Domains, PasswordsOff);
        if (organisation.Provider is not { } before || before.Issuer == Issuer) return next;
        return Providers.Taken(organisation, now, [], next);
    }

    private static bool IsText(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && text == text.Trim() && !text.Any(char.IsControl);

    private static bool IsIssuer(string text) =>
        IsText(text, Longest) && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == "https" || address is { Scheme: "http", IsLoopback: true });
}

public sealed record ProviderConfigured(
    string Name, string Issuer, string ClientId, int SecretVersion, ImmutableArray<string> Scopes, string GroupsClaim,
    ImmutableArray<string> Domains, bool PasswordsOff) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) => organisation with
    {
        Provider = new IdentityProvider(
            Name, Issuer, ClientId, SecretVersion, Scopes, GroupsClaim, Domains, PasswordsOff)
        {
            Groups = organisation.Provider?.Issuer == Issuer ? organisation.Provider.Groups : [],
        },
    };
}

/// <summary>Nobody signs in with it any more; what its groups gave ends with it.</summary>
public sealed record RemoveProvider : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now) =>
        Providers.NotBy(organisation, now) is { } refusal ? refusal
        : organisation.Provider is null ? Providers.None
        : Providers.Taken(organisation, now, [], new ProviderRemoved());
}

public sealed record ProviderRemoved : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation with { Provider = null };
}

internal static class Providers
{
    public static Refusal None { get; } =
        Refusal.NotFound("No provider is set; name one under Settings, Sign-in first.");

    public static Refusal? NotBy(Organisation organisation, Moment now) =>
        organisation.Permits(now.Actor, Permissions.ConfigureSignIn, Scope.Organisation) ? null : Refusal.Forbidden(
            $"How people sign in is said by {Permitting.WhoMay(Permissions.ConfigureSignIn)} of the organisation.");

    /// <summary>A change, and the end of every role that no group gives after it.</summary>
    public static Ruling<AccessEvent> Taken(
        Organisation organisation, Moment now, ImmutableArray<GroupRole> left, AccessEvent change)
    {
        var ends = from person in organisation.People.Values.OrderBy(p => p.Id, StringComparer.Ordinal)
                   from grant in person.Grants
                   where grant.ByGroup && !left.Any(g => (g.Role, g.Scope) == (grant.Role, grant.Scope))
                   select new GroupRoleTaken(person.Id, grant.Role, grant.Scope.Value);
        AccessEvent[] all = [change, .. ends];
        return all.Aggregate(organisation, (state, one) => one.Apply(state, now)).HasAdministrator()
            ? Ruling.Of(all)
            : Administrators.LastOne;
    }
}
