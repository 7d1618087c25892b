namespace Plimsoll.Core.Releases;

/// <summary>An observation for a gate.</summary>
/// <param name="Gate">The concept it speaks for, such as <c>security-scan</c>.</param>
/// <param name="Commit">What was observed; evidence about another commit says nothing.</param>
/// <param name="Source">The tool, the file or the person it comes from.</param>
/// <param name="ByHand">True when a person typed the verdict; pages say so.</param>
public sealed record Evidence(
    string Gate,
    Verdict Verdict,
    string Commit,
    int Candidate,
    string Source,
    DateTimeOffset ObservedAt,
    string Summary,
    string Link,
    string By,
    bool ByHand);

/// <summary>
/// What is known of a gate. Only <see cref="Passed"/>, <see cref="Waived"/> and <see cref="NotApplicable"/> open it.
/// </summary>
public enum Verdict { Pending, Running, Passed, Failed, Error, Inconclusive, Stale, Waived, NotApplicable }

public static class Verdicts
{
    extension(Verdict verdict)
    {
        public bool Opens => verdict is Verdict.Passed or Verdict.Waived or Verdict.NotApplicable;

        public string Word => verdict switch
        {
            Verdict.NotApplicable => "not applicable",
            _ => verdict.ToString().ToLowerInvariant(),
        };
    }
}
