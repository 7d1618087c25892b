using System.Collections.Immutable;
using Plimsoll.Files.Journal;

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

/// <summary>Where a backup of a house on PostgreSQL is to go.</summary>
/// <param name="To">The full path of a new folder on the server's machine.</param>
public sealed record BackupBody(string? To);

/// <summary>What was backed up.</summary>
/// <param name="Left">A sentence for each artifact that is damaged and was left out.</param>
public sealed record BackedUpView(BackupManifest Manifest, ImmutableArray<string> Left);

/// <summary>What a restored server would go on with when it is activated.</summary>
/// <param name="Waits">It was restored and is not active yet; otherwise nothing is there to activate.</param>
/// <param name="Sentence">Of which backup, or that it is active.</param>
/// <param name="Deployments">That are under way or wait for their turn.</param>
/// <param name="Pages">That nobody has acknowledged.</param>
/// <param name="Messages">Mails, pages and webhooks that have not left.</param>
public sealed record StandbyView(bool Waits, string Sentence, int Deployments, int Pages, int Messages);
