using System.Collections.Immutable;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Api;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>The output of a deployment's attempts as lines, in the order they started, readable on from a cursor.</summary>
public static class LogApi
{
    private const int MostLines = 500;

    public static void MapLogApi(this IEndpointRouteBuilder api) => api.MapGet("/deployments/{id}/log",
        (string id, string? after, Sight sight, SegmentStore store) => DeploymentApi.Find(sight, id) is { } run
            ? Results.Ok(Page(run, after ?? "", store))
            : DeploymentApi.Missing(id)).Produces<LogPage>();

    /// <summary>The cursor names the place of the first line that was not read yet.</summary>
    public static LogPage Page(Deployment run, string after, SegmentStore store)
    {
        var lines = ImmutableArray.CreateBuilder<LogLineView>();
        var at = LogPlace.Read(after);
        while (at.Attempt < run.Attempts.Length)
        {
            var attempt = run.Attempts[at.Attempt];
            var reading = new LogReading(attempt, at, MostLines - lines.Count);
            var (found, next, isFull) = reading.Read(from => store.Read(attempt.Key(run), from, MostLines));
            lines.AddRange(found);
            if (isFull || attempt.IsOpen) return new LogPage(lines.ToImmutable(), $"{next}", false);
            at = new LogPlace(at.Attempt + 1, 0, 0);
        }
        return new LogPage(lines.ToImmutable(), $"{at}", run.HasEnded);
    }
}
