using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Local;

/// <summary>A folder of this host as a target: <c>releases/VERSION</c>, <c>current</c> points at one.</summary>
/// <remarks>
/// Upload comes first and touches nothing that runs; <c>before</c> and <c>migrate</c> then run in the new release,
/// <c>per target</c> and <c>after</c> in <c>current</c>.
/// </remarks>
public sealed record LocalTarget(ServiceDefinition Service, EnvironmentDefinition Environment, TargetDefinition Target)
{
    // What a start line starts belongs to the host: without the mark it outlives the ticket and holds no slot.
    private const string DropMark = "unset PLIMSOLL_TICKET PLIMSOLL_SLOT";

    // What has crashed cannot be stopped, and a rollback must not fail on that; the health check judges.
    private const string StopThenStart =
        $"""
        sh -c "$1" || echo "stop ended with exit code $?; starting all the same" >&2
        {DropMark}
        exec sh -c "$2"
        """;

    private static readonly ImmutableSortedDictionary<string, string> Nothing =
        ImmutableSortedDictionary<string, string>.Empty;

    private string Current => Path.Combine(Target.Folder, "current");

    /// <summary>The version that <c>current</c> points at; null when there is none.</summary>
    public string? Running() => Path.GetFileName(new DirectoryInfo(Current).LinkTarget);

    /// <summary>Unpacks an artifact of the server's store into its release folder, unless it is there; before that, old
    /// releases go, never the current, the previous or the last known good.</summary>
    /// <param name="name">The file's own name: tells how it is unpacked.</param>
    public Plan Upload(string version, string artifact, string sha256, string name, string lastKnownGood) =>
        Sh(
            "upload", Script.Upload, "/", Nothing,
            [
                Target.Folder, Safe(version), artifact, sha256, Path.GetFileName(name), $"{Math.Max(1, Environment.Keep)}", lastKnownGood,
            ]);

    /// <summary>The file in a release that names the artifact it was unpacked from: there once the release is whole.</summary>
    public string MarkOf(string version) => Path.Combine(Target.Folder, "releases", Safe(version), ".plimsoll-sha256");

    /// <summary>Points <c>current</c> at a release and leaves the script that goes back without this server.</summary>
    public Plan Switch(string version) =>
        Sh("switch", Script.Switch, "/", Nothing, [Target.Folder, Safe(version), RollbackScript()]);

    /// <summary>Stops what runs and starts <c>current</c>; null when the service says neither.</summary>
    public Plan? Restart(string version) => (Environment.Stop, Environment.Start) switch
    {
        (null, null) => null,
        ({ } stopLine, null) => Stop(version, stopLine),
        (null, { } startLine) => Start(version, startLine),
        ({ } stopLine, { } startLine) =>
            AsTheFileSays(Sh("restart", StopThenStart, Current, Variables(version), [stopLine, startLine])),
    };

    /// <summary>A hook before the switch, in the release that comes.</summary>
    public Plan HookBefore(string name, string line, string version) =>
        Line(name, line, Path.Combine(Target.Folder, "releases", Safe(version)), version);

    /// <summary>A hook after the switch, in <c>current</c>.</summary>
    public Plan HookAfter(string name, string line, string version) => Line(name, line, Current, version);

    /// <summary>Takes a restore point; the last line it prints is its id.</summary>
    public Plan Backup(Backup backup, string version) => Line("backup", backup.Command, Target.Folder, version);

    /// <summary>Checks a restore point; null when the service has no check.</summary>
    public Plan? BackupCheck(Backup backup, string restorePoint, string version)
    {
        if (backup.Check is null)
            return null;
        var plan = Line("backup check", backup.Check, Target.Folder, version);
        return plan with { Environment = Variables(version).SetItem("PLIMSOLL_RESTORE_POINT", restorePoint) };
    }

    /// <summary>Restores a restore point to a scratch folder of the drill's own, checks it, measures and removes it.</summary>
    /// <param name="folder">Where it restores to; made by the drill.</param>
    public Plan Drill(RestoreDrill drill, string restorePoint, string folder) =>
        new("drill", ["sh", "-c", DrillScript.Text, "plimsoll-drill", folder, drill.Restore, drill.Check], "/",
            Variables("").Remove("PLIMSOLL_VERSION").SetItem("PLIMSOLL_RESTORE_POINT", restorePoint)
                .SetItem("PLIMSOLL_SCRATCH", folder), Idempotent: false)
        {
            Secrets = Work.Secret,
            Limits = Environment.Limits,
        };

    private Plan Stop(string version, string line) =>
        Line("stop", line, Current, version) with { Idempotent = true, Limits = WorkLimits.None };

    private Plan Start(string version, string line) =>
        AsTheFileSays(Sh("start", DropMark + "\nexec sh -c \"$1\"", Current, Variables(version), [line])) with
        {
            Idempotent = false,
        };

    private Plan Line(string name, string line, string folder, string version) =>
        AsTheFileSays(new Plan(name, ["sh", "-c", line], folder, Variables(version), Idempotent: false)) with
        {
            Limits = Environment.Limits,
        };

    // No limits around a start: the service would inherit them for as long as it lives.
    private Plan AsTheFileSays(Plan plan) => plan with { Secrets = Work.Secret, IdleTimeout = Environment.IdleTimeout };

    private static Plan Sh(
        string name, string script, string folder, IReadOnlyDictionary<string, string> environment, string[] words) =>
        new(name, ["sh", "-c", script, $"plimsoll-{name}", .. words], folder, environment, Idempotent: true);

    private WorkVariables Work => WorkVariables.Of(Service, Environment, Target);

    private ImmutableSortedDictionary<string, string> Variables(string version) => Work.Plain
        .SetItem("PLIMSOLL_SERVICE", Service.Name)
        .SetItem("PLIMSOLL_ENVIRONMENT", Environment.Name)
        .SetItem("PLIMSOLL_TARGET", Target.Name)
        .SetItem("PLIMSOLL_VERSION", version);

    private string RollbackScript()
    {
        var exports = Variables("").Remove("PLIMSOLL_VERSION")
            .Select(variable => $"export {variable.Key}={ShellText.Quoted(variable.Value)}");
        // Plimsoll is not there to open them, and a script at the target is no place for a secret.
        var missing = Work.Secret.Keys.Select(name =>
            $"[ -n \"${{{name}:-}}\" ] || echo \"{name} is a secret that Plimsoll keeps; export it if a line needs it.\" >&2");
        string?[] restart =
        [
            Environment.Stop is { } stop ? $"sh -c {ShellText.Quoted(stop)} || :" : null,
            Environment.Start is { } start ? $"sh -c {ShellText.Quoted(start)}" : null,
        ];
        const string Done = "echo \"back on $PLIMSOLL_VERSION\"";
        return string.Join('\n', [Script.Rollback, .. exports, .. missing, .. restart.OfType<string>(), Done]);
    }

    // It becomes part of a path.
    private static string Safe(string version) =>
        version is not ("" or "." or "..") && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+')
            ? version
            : throw new ArgumentException($"\"{version}\" is no version; use one like 1.2.0.");
}
