namespace Plimsoll.Files.Evidence;

/// <summary>What a test report says; every figure is counted here, none is taken from its headers.</summary>
/// <param name="Failed">Tests that failed or broke, and suites that broke before their tests.</param>
public sealed record JUnitVerdict(EvidenceReading Reading, int Tests, int Failed, int Skipped)
{
    public int Passed => Tests - Failed - Skipped;
}
