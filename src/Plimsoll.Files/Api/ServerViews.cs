using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

/// <summary>What activating a restored server found and did.</summary>
/// <param name="Found">What hosts know and the restored journal does not, or that a host could not be asked; each a sentence.</param>
/// <param name="Held">Lanes that are on hold until somebody has looked: <c>shop production</c>.</param>
public sealed record ActivatedView(string Sentence, ImmutableArray<string> Found, ImmutableArray<string> Held);

/// <summary>Where everything of this server is to go.</summary>
/// <param name="To"><c>postgres://…</c>, or the full path of a new data folder on the server's machine.</param>
public sealed record MoveBody(string? To);

/// <summary>What was moved.</summary>
/// <param name="Facts">How many facts the journal has there.</param>
/// <param name="Start">How a server is started on it.</param>
public sealed record MovedView(long Facts, string Place, string Start);
