using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

/// <summary>What activating a restored server found and did.</summary>
/// <param name="Found">What hosts know and the restored journal does not, or that a host could not be asked; each a sentence.</param>
/// <param name="Held">Lanes that are on hold until somebody has looked: <c>shop production</c>.</param>
public sealed record ActivatedView(string Sentence, ImmutableArray<string> Found, ImmutableArray<string> Held);
