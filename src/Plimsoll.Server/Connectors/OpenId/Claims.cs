using System.Collections.Immutable;

namespace Plimsoll.Server.Connectors.OpenId;

/// <summary>Who the provider says has signed in.</summary>
/// <param name="Subject">The account, by the name only this issuer gives it; never given to anybody else.</param>
/// <param name="Mail">Empty unless the provider says that it was proven.</param>
public sealed record Claims(string Issuer, string Subject, string Mail, string Name, ImmutableArray<string> Groups);
