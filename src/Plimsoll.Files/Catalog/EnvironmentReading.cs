using Plimsoll.Core.Catalog;

namespace Plimsoll.Files.Catalog;

/// <summary>From checked YAML to an environment.</summary>
internal static class EnvironmentReading
{
    public static EnvironmentDefinition Read(YamlMap map)
    {
        var it = new Section(map, EnvironmentKeys.Environment);
        var targets = it.Items("targets").Count();
        return new EnvironmentDefinition(
            it.Said("name"),
            Inheritance.StageOf(map),
            it.Said("driver"),
            [.. it.Items("targets").OfType<YamlMap>().Select(Target)],
            it.Texts("variables"),
            it.Sub("hooks", EnvironmentKeys.Hooks) is { } hooks ? HooksOf(hooks) : Hooks.None,
            it.Share("canary", targets, least: 1),
            it.Share("max-parallel", targets, least: 1),
            it.Share("max-failures", targets, least: 0),
            it.Text("start"),
            it.Text("stop"),
            SuiteReading.Health(it.Node("health")),
            it.Whole("keep"),
            it.Time("timeout"),
            it.Sub("backup", EnvironmentKeys.Backup) is { } backup ? BackupOf(backup) : null,
            it.Text("backup") is { } none ? NoneBecause.Reason(none) : null,
            SuiteReading.Read(it.Items("verification")))
        {
            Secrets = it.Secrets("variables"),
            DriftInterval = it.Time("drift-interval"),
            Wave = it.Text("wave") is null ? null : it.Whole("wave"),
            Queue = Enum.Parse<QueuePolicy>(it.Said("queue"), ignoreCase: true),
            Limits = it.Sub("limits", EnvironmentKeys.Limits) is { } limits ? LimitsOf(limits) : WorkLimits.None,
            IdleTimeout = it.TimeOrNone("idle-timeout"),
        };
    }

    private static TargetDefinition Target(YamlMap map)
    {
        var it = new Section(map, EnvironmentKeys.Target);
        return new TargetDefinition(
            it.Said("name"), it.Said("folder"), it.Text("url")?.TrimEnd('/'), it.Texts("variables"))
        {
            Secrets = it.Secrets("variables"),
            Host = it.Text("host") is { } host
                ? new RemoteHost(host, it.Text("host-key") ?? "", it.Text("jump") ?? "", it.Text("become") ?? "")
                : null,
            Become = it.Text("host") is null ? it.Text("become") ?? "" : "",
        };
    }

    private static WorkLimits LimitsOf(Section it) => new(
        it.Size("memory"), it.TimeOrNone("cpu-time"), it.WholeOrNone("processes"), it.WholeOrNone("open-files"), it.Size("file-size"));

    private static Hooks HooksOf(Section it) =>
        new(it.Text("before"), it.Text("migrate"), it.Text("per-target"), it.Text("after"));

    private static Backup BackupOf(Section it) => new(it.Said("command"), it.Text("check"), it.Said("restore"))
    {
        Drill = it.Sub("drill", EnvironmentKeys.Drill) is { } drill ? DrillOf(drill) : null,
    };

    private static RestoreDrill DrillOf(Section it) => new(
        it.Said("restore"), it.Said("check"), it.Said("scratch"), it.Time("every"), it.Time("timeout"));
}
