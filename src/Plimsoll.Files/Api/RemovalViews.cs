using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

/// <summary>POST /journal/find.</summary>
public sealed record FindBody(string Words);

/// <summary>POST /journal/removals/ask: texts by their places, or a person who has left.</summary>
public sealed record RemovalBody(string Reason, ImmutableArray<string>? Places = null, string Person = "");

/// <param name="Place">As a removal names it: <c>12#/title</c>, <c>message:7</c>, <c>output:KEY#3</c>.</param>
/// <param name="What">The name of the fact, <c>message</c> or <c>output</c>.</param>
public sealed record FoundView(string Place, string What, string About, DateTimeOffset? At);

/// <param name="Status">asked, confirmed or refused.</param>
public sealed record RemovalView(
    int Number, ImmutableArray<string> Places, string Person, string Reason, string AskedBy, DateTimeOffset AskedAt,
    string Status, string AnsweredBy);
