using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>
/// The one sentence that says whether a release is safe to ship; page, API and command line use these words.
/// </summary>
public static class Readiness
{
    /// <param name="stop">What stops it besides its gates, such as a hold; null when nothing does.</param>
    public static string Sentence(Release release, ImmutableArray<Gate> gates, Blocker? stop = null)
    {
        gates = gates.RemoveAll(g => g.Advises);
        var open = gates.Count(g => !g.IsOpen);
        return release switch
        {
            { IsWithdrawn: true } => $"Withdrawn: {release.Withdrawal?.Reason}",
            { Candidate: null } => "Not yet safe to ship: no candidate is sealed",
            _ when gates.IsEmpty => "Not yet safe to ship: its guide has no gates for this type",
            _ when open == 0 && stop is not null => $"Not safe to ship: {stop.Sentence}",
            _ when open == 0 => $"Safe to ship: {gates.Length} of {gates.Length} gates passed",
            _ => $"Not yet safe to ship: {open} of {gates.Length} gates open",
        };
    }
}
