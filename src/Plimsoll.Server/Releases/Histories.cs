using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Releases;

/// <summary>A commit with what changed since the last release, as the service's mirror tells it.</summary>
public sealed record History(Mirror Mirror, string Commit, ChangeRange Range);

/// <summary>Asks a service's mirror, freshly fetched, about versions and ranges.</summary>
public sealed class Histories(Mirrors mirrors)
{
    /// <param name="reference">A branch, tag or commit; empty: the version's own tag.</param>
    /// <param name="since">The last release; empty for the first one.</param>
    public async Task<Found<History>> Of(
        ServiceDefinition service, string version, string reference, string since, CancellationToken stop)
    {
        var mirror = mirrors.Of(service.Name, service.Repository);
        if (mirror.Value is not { } repository) return new Found<History>(null, mirror.Refusal);
        var update = await repository.Update(stop);
        if (update.Refusal is { } unreached) return new Found<History>(null, unreached);
        var commit = await repository.Resolve(reference == "" ? version : reference, service.TagPattern, stop);
        if (commit.Value is not { } resolved) return new Found<History>(null, commit.Refusal);
        string? from = null;
        if (since != "")
        {
            var last = await repository.Resolve(since, service.TagPattern, stop);
            if (last.Value is not { } lastRelease) return new Found<History>(null, last.Refusal);
            from = lastRelease.Hash;
        }
        var range = await repository.Changes(resolved.Hash, from, service.Path, stop);
        return range.Value is { } changes
            ? new Found<History>(new History(repository, resolved.Hash, changes), null)
            : new Found<History>(null, range.Refusal);
    }

    public Found<Mirror> MirrorOf(ServiceDefinition service) => mirrors.Of(service.Name, service.Repository);
}
