using Plimsoll.Core.Deployments;
using Plimsoll.Server.Checks;

namespace Plimsoll.Server.Deployments;

/// <summary>How a measurement ends, from what was found at each target.</summary>
internal static class CheckEndings
{
    extension(Attempt attempt)
    {
        /// <summary>The worst result speaks for all; the sentence names whom it is about.</summary>
        public EndAttempt Ended(IReadOnlyCollection<CheckResult> results)
        {
            var verdict = CheckResult.WorstOf(results);
            var telling = results.FirstOrDefault(r => r.Verdict == verdict);
            var where = telling is { Target: not "" } && results.Count > 1 ? $"{telling.Target}: " : "";
            var sentence = telling is null ? "nothing was checked" : $"{where}{telling.Sentence}";
            return attempt.Ending(verdict switch
            {
                "passed" => Outcome.Succeeded,
                "failed" => Outcome.Failed,
                "inconclusive" => Outcome.Inconclusive,
                _ => Outcome.Error,
            }, sentence);
        }
    }
}
