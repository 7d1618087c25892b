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
        return await Tries.UntilPassed(check.Attempts, check.Interval, clock, async () =>
        {
            var started = clock.GetTimestamp();
            var (verdict, sentence) = await Connect(place.Host, place.Port, check.Timeout, stop);
            double? took = verdict == Verdicts.Passed ? clock.GetElapsedTime(started).TotalMilliseconds : null;
            return new CheckResult(check.Name, target.Name, verdict, sentence, took);
        }, stop);
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
