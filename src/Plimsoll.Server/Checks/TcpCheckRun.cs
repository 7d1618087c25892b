using System.Net.Sockets;
using Plimsoll.Core.Catalog;
using Plimsoll.Files.Evidence;
using Plimsoll.Server.Connectors.Outbound;

namespace Plimsoll.Server.Checks;

/// <summary>Connects to a port, as often as the check allows, until something listens there.</summary>
public sealed class TcpCheckRun(WayOut outbound, TimeProvider clock)
{
    public async Task<CheckResult> Run(TcpCheck check, CheckTarget target, CancellationToken stop)
    {
        var address = check.Address.Replace("{instance}", target.Instance, StringComparison.Ordinal);
        if (TcpCheck.Place(address) is not { } place)
            return new(check.Name, target.Name, Verdicts.Error, target.WithoutAddress(check.Address));
        for (var attempt = 1; ; attempt++)
        {
            var started = clock.GetTimestamp();
            var (verdict, sentence) = await Connect(place.Host, place.Port, check.Timeout, stop);
            if (verdict == Verdicts.Passed)
                return new(check.Name, target.Name, verdict, sentence, clock.GetElapsedTime(started).TotalMilliseconds);
            if (attempt >= check.Attempts)
                return new(check.Name, target.Name, verdict,
                    attempt == 1 ? sentence : $"{sentence} So it was after {attempt} attempts.");
            await Task.Delay(check.Interval, clock, stop);
        }
    }

    private async Task<(string Verdict, string Sentence)> Connect(
        string host, int port, TimeSpan limit, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            await using var _ = await outbound.Connect(host, port, either.Token);
            return (Verdicts.Passed, $"{host}:{port} accepts connections.");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (Verdicts.Error, $"{host}:{port} could not be reached within {limit.TotalSeconds:0.###} seconds.");
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return (Verdicts.Failed, $"Nothing listens at {host}:{port}.");
        }
        catch (Exception trouble) when (trouble is SocketException or HttpRequestException)
        {
            return (Verdicts.Error, $"{host}:{port} could not be reached: {trouble.Message}");
        }
    }
}
