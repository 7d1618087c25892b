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
        (string id, string? after, Desk desk, SegmentStore store) => DeploymentApi.Find(desk, id) is { } run
            ? Results.Ok(Page(run, after ?? "", store))
            : DeploymentApi.Missing(id));

    /// <summary>The cursor names the attempt and the segment that were read last.</summary>
    public static LogPage Page(Deployment run, string after, SegmentStore store)
    {
        var lines = ImmutableArray.CreateBuilder<LogLineView>();
        var (attempt, segment) = Cursor(after);
        for (; attempt < run.Attempts.Length && lines.Count < MostLines; attempt++, segment = 0)
        {
            foreach (var piece in store.Read(run.Attempts[attempt].Key(run), segment + 1, MostLines))
            {
                segment = piece.Number;
                lines.AddRange(Lines(piece, run.Attempts[attempt].Action));
                if (lines.Count >= MostLines) return new LogPage(lines.ToImmutable(), $"{attempt}.{segment}", false);
            }
            if (run.Attempts[attempt].IsOpen) return new LogPage(lines.ToImmutable(), $"{attempt}.{segment}", false);
        }
        return new LogPage(lines.ToImmutable(), $"{attempt}.{segment}", run.HasEnded && attempt >= run.Attempts.Length);
    }

    private static IEnumerable<LogLineView> Lines(Segment piece, string action) =>
        from line in piece.ToString().TrimEnd('\n').Split('\n')
        select new LogLineView(piece.ObservedAt, action, line);

    private static (int Attempt, int Segment) Cursor(string after) =>
        after.Split('.') is [var a, var s] && int.TryParse(a, out var attempt) && int.TryParse(s, out var segment)
            && attempt >= 0 && segment >= 0 ? (attempt, segment) : (0, 0);
}
