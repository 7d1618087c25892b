namespace Plimsoll.Files.Journal;

/// <summary>What a walk over the whole journal found.</summary>
/// <param name="Facts">How many were read and found good.</param>
/// <param name="FirstBad">0 when all is well; else the first position that is not what was written.</param>
public sealed record Verification(long Facts, long FirstBad, string Sentence)
{
    public bool Intact => FirstBad == 0;

    public static Verification Good(long facts) =>
        new(facts, 0, $"All {facts} facts are what was written; the chain holds to the end.");

    public static Verification Bad(long facts, long position, string what) =>
        new(facts, position, $"Position {position} is not what was written: {what}");
}
