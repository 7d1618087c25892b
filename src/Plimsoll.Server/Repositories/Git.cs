using System.Collections.Immutable;
using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Repositories;

/// <summary>Runs the <c>git</c> command on one folder, bounded, without questions or surprises.</summary>
public sealed class Git(string folder, TimeProvider clock)
{
    private const int OutputLimit = 64 * 1024 * 1024;
    internal static readonly TimeSpan LocalLimit = TimeSpan.FromMinutes(2);

    private static readonly ImmutableDictionary<string, string> Quiet = ImmutableDictionary<string, string>.Empty
        .Add("LC_ALL", "C.UTF-8")
        .Add("GIT_TERMINAL_PROMPT", "0")
        .Add("GIT_ASKPASS", "true")
        .Add("SSH_ASKPASS_REQUIRE", "never")
        .Add("GIT_SSH_COMMAND", "ssh -oBatchMode=yes")
        .Add("GIT_ALLOW_PROTOCOL", "file:https:ssh")
        .Add("GIT_LITERAL_PATHSPECS", "1")
        .Add("GIT_OPTIONAL_LOCKS", "0")
        .Add("GIT_NO_REPLACE_OBJECTS", "1");

    // What the machine's settings say must not change what the history is.
    private static readonly ImmutableDictionary<string, string> Alone = Quiet
        .Add("GIT_CONFIG_NOSYSTEM", "1")
        .Add("GIT_CONFIG_GLOBAL", "/dev/null");

    /// <summary>Asks what is here already.</summary>
    public Task<SubprocessEnd> Ask(ImmutableArray<string> arguments, CancellationToken stop) =>
        Run(arguments, LocalLimit, Alone, stop);

    /// <summary>Talks to another repository; the machine's credential settings apply.</summary>
    public Task<SubprocessEnd> Reach(
        Outward outward, ImmutableArray<string> arguments, TimeSpan limit, CancellationToken stop) =>
        Run([.. outward.Options, .. arguments], limit, Quiet.SetItems(outward.Environment), stop);

    private Task<SubprocessEnd> Run(
        ImmutableArray<string> arguments, TimeSpan limit, ImmutableDictionary<string, string> environment,
        CancellationToken stop) =>
        SubprocessRun.Run(
            new(["git", .. arguments], folder, limit, environment) { Keep = OutputLimit, KeptEnd = KeptEnd.Head },
            clock, stop);
}
