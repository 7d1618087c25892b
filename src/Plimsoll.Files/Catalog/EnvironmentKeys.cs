using System.Collections.Immutable;
using static Plimsoll.Files.Catalog.Scalars;

namespace Plimsoll.Files.Catalog;

/// <summary>The keys of an environment and what is in it.</summary>
internal static class EnvironmentKeys
{
    private static TextShape Host { get; } = new(
        "an address such as `deploy@web1.example.org:22`",
        @"(?:[A-Za-z_][A-Za-z0-9_.-]{0,63}@)?(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9][A-Za-z0-9._-]{0,252})(?::[0-9]{1,5})?");

    public static SectionShape Target { get; } = new("target", "a target",
    [
        new("name", Name, "What the target is called.", Required: true),
        new("folder", Text,
            "Holds `releases/` and `current`; a path, from this file's folder. With `host`, a full path there.",
            Required: true),
        new("host", Host, "With `driver: ssh`: the machine it is on."),
        new("host-key", new TextShape("a fingerprint such as `SHA256:…`", "SHA256:[A-Za-z0-9+/]{43}=?"),
            "The only key that host may show; without it, one of the server's known hosts."),
        new("jump", Host, "The host through which it is reached."),
        new("become", new TextShape("the name of a user", "[A-Za-z_][A-Za-z0-9_.-]{0,31}"),
            "The user all work runs as, by `sudo -n`; without it, the server's own or who signs in."),
        new("url", Text, "Its address; `{target}` in checks stands for it."),
        new("variables", Variables, "Set for commands on this target."),
    ]);

    public static SectionShape Limits { get; } = new("limits", "limits",
    [
        new("memory", Size, "Memory of its own for each process, such as 2GiB."),
        new("cpu-time", Time, "Processor time for each process."),
        new("processes", new WholeShape(1, 4_194_304), "Processes and threads of the user the line runs as; all of theirs count."),
        new("open-files", new WholeShape(16, 1_048_576), "Files each process may have open."),
        new("file-size", Size, "The largest file that may be written."),
    ]);

    public static SectionShape Hooks { get; } = new("hooks", "hooks",
    [
        new("before", Command, "Once, before anything changes."),
        new("migrate", Command, "Once per environment, before the first switch; never twice by itself."),
        new("per-target", Command, "On each target, after unpacking and before the switch."),
        new("after", Command, "Once, when every target runs the release."),
    ]);

    public static SectionShape Drill { get; } = new("drill", "a restore drill",
    [
        new("restore", Command, "Restores $PLIMSOLL_RESTORE_POINT to the folder $PLIMSOLL_SCRATCH, and to nowhere else.",
            Required: true),
        new("check", Command, "Exits 0 when what lies in $PLIMSOLL_SCRATCH is good.", Required: true),
        new("scratch", Text, "The folder on the first target's host in which a drill makes its own, and removes it.",
            Default: "/tmp"),
        new("every", Time, "How long a drill that passed is good for.", Default: "90d"),
        new("timeout", Time, "How long restoring and checking may take.", Default: "1h"),
    ]);

    public static SectionShape Backup { get; } = new("backup", "a backup",
    [
        new("command", Command, "Takes a restore point and prints its id as the last line.", Required: true),
        new("check", Command, "Exits 0 when the restore point in $PLIMSOLL_RESTORE_POINT is good."),
        new("restore", Text, "How to restore: a command, or a text for people.", Required: true),
        new("drill", Drill, "Shows that a restore point can be restored: `plimsoll service drill`."),
    ]);

    public static EitherShape BackupOrNone { get; } = new(None, Backup);

    public static SectionShape Health { get; } = new("health", "a health check",
        CheckKeys.Http("url", "The address that answers when a target is up.", attempts: "30", interval: "1s"));

    private static readonly ImmutableArray<Key> Shared =
    [
        new("driver", new WordShape("command", "ssh"), "`command`: targets are folders of the server's machine. `ssh`: of other hosts.", Default: "command"),
        new("variables", Variables, "Set for commands of this environment, over the service's."),
        new("hooks", Hooks, "Commands around the switch."),
        new("start", Command, "Starts what was switched to, on each target; hand it to the host's service manager."),
        new("stop", Command, "Stops what runs, on each target."),
        new("health", new EitherShape(Text, Health), "Asked on each target after start, until it answers."),
        new("canary", new ShareShape(0, 1000), "How many first targets go alone and are checked; 0 for none.",
            Default: "0"),
        new("max-parallel", new ShareShape(1, 1000), "How many targets change at the same time.", Default: "1"),
        new("max-failures", new ShareShape(0, 1000), "How many failed targets a deployment survives.", Default: "0"),
        new("queue", new WordShape("fifo", "supersede", "reject"),
            "What a deployment does that finds others before it: waits; takes the place of older versions that wait; "
            + "or is turned away.", Default: "fifo"),
        new("keep", new WholeShape(2, 100), "How many releases stay in a target's folder.", Default: "5"),
        new("timeout", Time, "How long one action on one target may take.", Default: "10m"),
        new("drift-interval", Time, "How often targets are asked what they run; what differs from the record blocks.",
            Default: "10m"),
        new("idle-timeout", Time, "How long a line may print nothing before it is stopped."),
        new("limits", Limits, "What each line may use at most, but for `start` and `stop`."),
        new("backup", BackupOrNone, "A restore point taken before this environment changes."),
        new("verification", new ListShape(CheckKeys.Check), "Post-deploy checks of this environment."),
    ];

    public static SectionShape Defaults { get; } = new("defaults", "`defaults`", Shared);

    public static SectionShape Environment { get; } = new("environment", "an environment",
    [
        new("name", Name, "What the environment is called.", Required: true),
        new("stage", new WordShape("staging", "production"),
            "Needed where the name does not start with `staging` or `production`."),
        new("targets", new ListShape(Target), "Where it is deployed to, in this order; canaries are the first.",
            Required: true),
        new("wave", new WholeShape(1, 100),
            "Environments of a stage with the same wave go at the same time, lower waves first [default: one by one]."),
        .. Shared,
    ]);
}
