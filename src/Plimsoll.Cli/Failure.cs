using System.Collections.Immutable;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>The command cannot go on: what happened, why, what to type. Only <see cref="Verb"/> catches it.</summary>
internal sealed class Failure(int exitCode, string what, string why = "", string fix = "") : Exception(what)
{
    public int ExitCode => exitCode;

    public string Why => why;

    /// <summary>A command to type, or what to do in words.</summary>
    public string Fix => fix;

    /// <summary>The problem's code, for scripts; empty when the server did not speak.</summary>
    public string Code { get; init; } = "";

    public ImmutableArray<BlockerView> Blockers { get; init; } = [];

    /// <summary>True when nobody answered: whoever watches may ask again.</summary>
    public bool Unreachable { get; init; }

    public static Failure Usage(string what, string why = "", string fix = "") => new(ExitCodes.Usage, what, why, fix);
}
