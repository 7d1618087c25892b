using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Releases;

/// <summary>A commit with what changed since the last release, as the service's mirror tells it.</summary>
public sealed record History(Mirror Mirror, string Commit, ChangeRange Range);

/// <summary>Asks a service's mirror, freshly fetched, about versions and ranges.</summary>
public sealed class Histories(Desk desk, Mirrors mirrors)
{
    /// <param name="reference">A branch, tag or commit; empty: the version's own tag.</param>
    /// <param name="since">The last release; empty for the first one.</param>
    public async Task<Found<History>> Of(
        ServiceDefinition service, string version, string reference, string since, CancellationToken stop)
    {
        var mirror = await Fresh(service, stop);
        if (mirror.Value is not { } repository) return new Found<History>(null, mirror.Refusal);
        var commit = await repository.Resolve(reference == "" ? version : reference, service.TagPattern, stop);
        if (commit.Value is not { } resolved) return new Found<History>(null, commit.Refusal);
        string? from = null;
        if (since != "")
        {
            // What was released is known by its commit, whatever a tag says of it or whether there is one.
            var last = Released(service, since) is { } released && await repository.Has(released, stop)
                ? Found.Of(new ResolvedCommit(released, null))
                : await repository.Resolve(since, service.TagPattern, stop);
            if (last.Value is not { } lastRelease) return new Found<History>(null, last.Refusal);
            from = lastRelease.Hash;
        }
        var range = await repository.Changes(resolved.Hash, from, service.Path, stop);
        return range.Value is { } changes
            ? new Found<History>(new History(repository, resolved.Hash, changes), null)
            : new Found<History>(null, range.Refusal);
    }

    /// <summary>The commit of the candidate that was good in production; null where it was adopted by its tag.</summary>
    private string? Released(ServiceDefinition service, string version)
    {
        var good = (from place in service.Environments
                    where place.IsProduction
                    from one in desk.World.Get<Lane>(Lane.StreamOf(service.Name, place.Name)).Good
                    where one.Version == version
                    select one).LastOrDefault();
        return desk.World.Get<Release>(Release.StreamOf(service.Name, version)).Candidates
            .FirstOrDefault(one => one.Number == good?.Candidate)?.Commit;
    }

    /// <summary>The service's mirror as the repository is now.</summary>
    public async Task<Found<Mirror>> Fresh(ServiceDefinition service, CancellationToken stop)
    {
        var mirror = MirrorOf(service);
        if (!mirror.Good) return mirror;
        var update = await mirror.Value.Update(stop);
        return update.Good ? mirror : Found.No<Mirror>(update.Refusal);
    }

    public Found<Mirror> MirrorOf(ServiceDefinition service) => mirrors.Of(service.Name, service.Repository);
}
