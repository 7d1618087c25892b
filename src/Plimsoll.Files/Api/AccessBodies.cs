using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

/// <summary>POST /api/v1/access/device. Name: which machine asks.</summary>
public sealed record DeviceBody(string? Name);

/// <summary>The code to type, and where; after RFC 8628.</summary>
public sealed record DeviceView(string DeviceCode, string UserCode, string VerificationUri, int ExpiresIn, int Interval);

/// <summary>POST /api/v1/access/device/token.</summary>
public sealed record DeviceTokenBody(string? DeviceCode);

public sealed record SignedInView(string Token, string Name, int Days);

/// <summary>POST /api/v1/access/tokens. May: permissions; none: all the person has but approvals.</summary>
public sealed record TokenBody(string Name, ImmutableArray<string> May, string Scope, int Days);

/// <summary>The secret is shown here once and never again.</summary>
/// <param name="Warnings">What the token is meant for and will not be able to do, a sentence each.</param>
public sealed record MadeTokenView(string Token, ImmutableArray<string> Warnings);

public sealed record TokenView(
    string Id, string Name, string Owner, string May, string Scope, DateTimeOffset MadeAt, DateTimeOffset Until,
    DateTimeOffset? UsedAt, string State);

/// <summary>POST /api/v1/access/people/invite. Role and Scope may be empty: a role is given later.</summary>
public sealed record InviteBody(string Name, string Mail, string Role, string Scope);

/// <summary>Link: works once; empty where it went by mail.</summary>
public sealed record InvitedView(string Person, string Link, bool Mailed);

/// <summary>POST /api/v1/access/people/{person}/grant-role and take-role.</summary>
public sealed record RoleBody(string Role, string Scope);

/// <summary>POST /api/v1/access/teams. Team: empty for none.</summary>
public sealed record TeamBody(string Service, string Team);

/// <param name="Key">The person's id without its prefix, which answers show as a name.</param>
public sealed record PersonView(
    string Key, string Name, string Mail, string State, ImmutableArray<GrantView> Roles)
{
    /// <summary>In which zone they read mail; empty: the organisation's.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Other addresses they are known by.</summary>
    public ImmutableArray<string> Also { get; init; } = [];
}

/// <summary>POST /api/v1/access/zone. Zone: an IANA name; empty for the organisation's.</summary>
public sealed record ZoneBody(string? Zone);

/// <summary>POST /api/v1/access/people/{person}/addresses. Addresses: all the others; none takes them away.</summary>
public sealed record AddressesBody(ImmutableArray<string> Addresses);

public sealed record GrantView(string Role, string Scope);

public sealed record RoleRowView(string Role, string SeesFirst, ImmutableArray<string> May, string IsTold);

public sealed record SessionView(
    string Id, string Browser, string From, DateTimeOffset Began, DateTimeOffset SeenAt, bool IsThis);

/// <summary>POST /access/reading.</summary>
/// <param name="ByScope">A role lets read only what it is held for; else the whole.</param>
public sealed record ReadingBody(bool ByScope, string Reason);

/// <summary>A link that works once.</summary>
public sealed record LinkView(string Url, int ExpiresInSeconds);

/// <summary>Which token is worth nothing any more; empty where none was shown.</summary>
public sealed record RevokedView(string Revoked);
