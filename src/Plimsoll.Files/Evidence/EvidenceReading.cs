using System.Collections.Immutable;

namespace Plimsoll.Files.Evidence;

/// <summary>What a file of evidence says, in the words a gate understands. Only <c>passed</c> opens one.</summary>
/// <param name="Verdict">One of <see cref="Verdicts"/>.</param>
/// <param name="Summary">One sentence for people.</param>
/// <param name="Notes">What else was noticed, each with its place where it has one.</param>
/// <param name="Problem">Why it could not be believed as it stands; null when it could.</param>
public sealed record EvidenceReading(
    string Verdict, string Summary, ImmutableArray<string> Notes, EvidenceProblem? Problem)
{
    public static EvidenceReading Unreadable(EvidenceProblem problem) =>
        new(Verdicts.Error, problem.ToString(), [], problem);
}

/// <summary>The verdicts evidence and checks can have.</summary>
public static class Verdicts
{
    public const string Passed = "passed";

    /// <summary>The work said no.</summary>
    public const string Failed = "failed";

    /// <summary>It could not be done or measured.</summary>
    public const string Error = "error";

    /// <summary>Measured, but there is too little to judge on.</summary>
    public const string Inconclusive = "inconclusive";
}

/// <summary>What is wrong with a file, and where: counted from 1, 0 where the place is not known.</summary>
public sealed record EvidenceProblem(string File, int Line, int Column, string Message)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}: {Message}";
}
