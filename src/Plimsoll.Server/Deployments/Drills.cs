using System.Globalization;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Deployments;

/// <summary>Restore drills as they are asked for and told.</summary>
internal static class Drills
{
    public static StartDrill Starting(World world, string service, string environment) => new(
        service, environment, $"drill-{world.VersionOf(Lane.StreamOf(service, environment)) + 1}",
        world.Newest<Deployment>(Deployment.On(service, environment)).Select(d => d.Value)
            .Where(d => d.RestorePoint != "").MaxBy(TakenAt)?.RestorePoint ?? "");

    private static DateTimeOffset? TakenAt(Deployment run) =>
        run.Attempts.LastOrDefault(a => a is { Action: "backup", Outcome: Outcome.Succeeded })?.EndedAt;

    public static EndDrill Ending(Drill drill, Outcome outcome, string sentence) =>
        new(drill.Id, outcome, sentence, TimeSpan.Zero, 0);

    /// <summary>For the page of a deployment that took a restore point; else empty.</summary>
    public static string Sentence(Sight sight, Deployment run) =>
        run.RestorePoint != "" && sight.Service(run.Service)?.Environment(run.Environment) is { } environment
            ? View(run.Service, environment, sight.Lane(run.Service, run.Environment), sight.Now)?.Sentence ?? "" : "";

    /// <summary>Null where the environment takes no backup.</summary>
    public static DrillView? View(string service, EnvironmentDefinition environment, Lane lane, DateTimeOffset now)
    {
        if (environment.Backup is not { } backup) return null;
        if (backup.Drill is not { } declared)
            return new("", "undeclared", "never shown that its backup can be restored; the service file says no `drill`",
                "", null, null, null, false);
        var due = lane.DrillPassed is not { } passed || now - passed > declared.Every;
        var advice = $"run `plimsoll service drill {service} {environment.Name}`";
        if (lane.Drill is not { } drill)
            return new("", "never", $"never drilled; {advice}", "", null, null, null, due);
        var sentence = Told(drill, now) + (due && !drill.IsOpen ? $"; {Why(lane, declared)}, {advice}" : "");
        var measured = drill.Outcome == Outcome.Succeeded;
        return new(drill.Id, State(drill), sentence, drill.RestorePoint, drill.EndedAt ?? drill.At,
            measured ? drill.Took.TotalSeconds : null, measured ? drill.Bytes : null, due);
    }

    /// <summary>Names its output in the segment store.</summary>
    public static string KeyOf(string service, string environment, Drill drill) => $"{service}/{environment}/{drill.Id}";

    private static string Told(Drill drill, DateTimeOffset now) => drill switch
    {
        { EndedAt: not { } } => $"runs: restore point {drill.RestorePoint}",
        { Outcome: Outcome.Succeeded, EndedAt: { } at } =>
            $"last drill: {Seconds(drill.Took)}, {Size(drill.Bytes)}, restore point {drill.RestorePoint}, {Ago(now - at)}, passed",
        { EndedAt: { } at } =>
            $"last drill: restore point {drill.RestorePoint}, {Ago(now - at)}, {State(drill)}: {drill.Sentence}",
    };

    private static string Why(Lane lane, RestoreDrill declared) => lane.DrillPassed is null
        ? "none has passed yet" : $"none has passed for more than {Duration.Write(declared.Every)}";

    private static string State(Drill drill) => drill.Outcome switch
    {
        null => "running",
        Outcome.Succeeded => "passed",
        Outcome.Unknown => "unknown",
        Outcome.Error => "error",
        _ => "failed",
    };

    private static string Seconds(TimeSpan took) => string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s");

    private static string Size(long bytes) => bytes < 1L << 20 ? $"{bytes >> 10} KiB"
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB");

    private static string Ago(TimeSpan age) => age.TotalDays >= 2 ? $"{(int)age.TotalDays} days ago"
        : age.TotalHours >= 2 ? $"{(int)age.TotalHours} hours ago"
        : age.TotalMinutes >= 2 ? $"{(int)age.TotalMinutes} minutes ago" : "just now";
}
