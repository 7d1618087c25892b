using Plimsoll.Files.Evidence;

namespace Plimsoll.Server.Checks;

/// <summary>Asks as often as a check allows, until it passes; the last answer counts, and says how often it was asked.
/// </summary>
internal static class Tries
{
    public static async Task<CheckResult> UntilPassed(
        int most, TimeSpan interval, TimeProvider clock, Func<Task<CheckResult>> ask, CancellationToken stop)
    {
        var attempts = Math.Max(1, most);
        for (var attempt = 1; ; attempt++)
        {
            var result = await ask();
            if (result.Verdict == Verdicts.Passed || attempts == 1) return result;
            if (attempt == attempts)
                return result with { Sentence = $"{result.Sentence} So it was after {attempts} attempts." };
            await Task.Delay(interval, clock, stop);
        }
    }
}
