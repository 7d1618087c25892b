using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

/// <summary>POST /api/v1/access/provider.</summary>
/// <param name="Secret">Empty: the one that is kept stays.</param>
/// <param name="Public">The client has no secret; one that is kept is not used any more.</param>
/// <param name="Scopes">Words with spaces between, openid among them.</param>
/// <param name="Domains">Let in without an invitation; words with spaces between.</param>
/// <param name="PasswordsOff">Passwords are for administrators of the organisation only.</param>
public sealed record ProviderBody(
    string Name, string Issuer, string ClientId, string Secret, bool Public, string Scopes, string GroupsClaim,
    string Domains, bool PasswordsOff);

/// <summary>POST /api/v1/access/provider/map-group and unmap-group. Scope: empty for the organisation.</summary>
public sealed record GroupBody(string Group, string Role, string Scope);

/// <summary>GET /api/v1/access/provider.</summary>
/// <param name="Back">What the provider is told to lead browsers back to.</param>
public sealed record ProviderSetView(
    string Name, string Issuer, string ClientId, bool HasSecret, ImmutableArray<string> Scopes, string GroupsClaim,
    ImmutableArray<string> Domains, bool PasswordsOff, string Back, ImmutableArray<GroupView> Groups);

public sealed record GroupView(string Group, string Role, string Scope);
