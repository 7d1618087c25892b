using System.Diagnostics.CodeAnalysis;
using Plimsoll.Server.Drivers.Output;

namespace Plimsoll.Server.Engine;

/// <summary>Takes output that was removed from where it is kept, beside everything else: nobody waits for it.</summary>
/// <remarks>Which segments that are stands in the journal; every start goes through them again.</remarks>
public sealed class RemovedOutput : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMinutes(1);
    private readonly SegmentStore _output;
    private readonly ILogger<RemovedOutput> _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;

    public RemovedOutput(SegmentStore output, ILogger<RemovedOutput> log) =>
        (_output, _log, _stopping) = (output, log, _stop.Token);

    /// <returns>Ends, without an error, when nothing of it is left, or the server ends.</returns>
    public async Task Remove(IReadOnlyList<(string Attempt, int Number)> segments)
    {
        if (segments.Count == 0) return;
        await Task.Yield();
        for (var tries = 1; !await IsGone(segments, tries) && !_stopping.IsCancellationRequested; tries++)
            await Task.Delay(BetweenTries, TimeProvider.System, _stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever is in the way, it is told and tried again.")]
    private async Task<bool> IsGone(IReadOnlyList<(string Attempt, int Number)> segments, int tries)
    {
        try
        {
            foreach (var (attempt, number) in segments) _output.Redact(attempt, number);
            await _output.Purge(_stopping);
            return true;
        }
        catch (Exception problem)
        {
            if (tries == 1 && !_stopping.IsCancellationRequested)
                _log.LogWarning(
                    "Output whose removal was confirmed is not gone from where it is kept yet: {Why} It is tried again "
                    + "every minute and at the next start. Where that does not help, look for room on the disk, and "
                    + "for who holds the table segment.", problem.Message);
            return false;
        }
    }
}
