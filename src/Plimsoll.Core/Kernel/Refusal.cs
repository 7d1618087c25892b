namespace Plimsoll.Core.Kernel;

/// <summary>What kind of "no" it is; the edges map it to HTTP status and exit code.</summary>
public enum RefusalKind { NotFound, Invalid, Forbidden, Blocked, TooLate, Conflict }

/// <summary>A command that cannot be: why, in one plain sentence that says what to do next.</summary>
public sealed record Refusal(RefusalKind Kind, string Reason, IReadOnlyList<Blocker> Blockers)
{
    public static Refusal NotFound(string reason) => new(RefusalKind.NotFound, reason, []);

    public static Refusal Invalid(string reason) => new(RefusalKind.Invalid, reason, []);

    public static Refusal Forbidden(string reason) => new(RefusalKind.Forbidden, reason, []);

    public static Refusal Blocked(string reason, params IEnumerable<Blocker> blockers) =>
        new(RefusalKind.Blocked, reason, [.. blockers]);

    public static Refusal TooLate(string reason) => new(RefusalKind.TooLate, reason, []);

    public static Refusal Conflict(string reason) => new(RefusalKind.Conflict, reason, []);
}

/// <summary>Why something waits.</summary>
/// <param name="Code">Stable, for machines: <c>gate.security-scan</c>, <c>lane.hold</c>.</param>
/// <param name="Sentence">For people: what is missing.</param>
/// <param name="WhoCanClear">A role, a person or a system.</param>
/// <param name="Command">The command to type that clears it; empty where only time does.</param>
/// <param name="Line">The guide's line it comes from; 0 for a house default or a fact of the world.</param>
public sealed record Blocker(string Code, string Sentence, string WhoCanClear, string Command, int Line);
