using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Server.Connectors.OpenId;
using Plimsoll.Server.Connectors.Outbound;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Nobody stands in a queue before a provider that does not answer.</summary>
public sealed class AProviderThatIsAway
{
    private const string Issuer = "https://id.example.test";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_asks_it_for_all_who_wait_and_what_is_known_is_told_at_once_for_a_while()
    {
        var (asked, clock) = (0, new FakeTimeProvider());
        var answers = new TaskCompletionSource();
        var outbound = new WayOut(
            OutboundSettings.None, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), async (_, _, _) =>
            {
                Interlocked.Increment(ref asked);
                await answers.Task;
                throw new SocketException((int)SocketError.ConnectionRefused);
            });
        using var way = new ProviderWay(outbound, clock);
        using var metadata = new ProviderMetadata(way, clock);
        async Task<string> Told(CancellationToken stop) =>
            (await Assert.ThrowsAsync<SignInFailed>(() => metadata.Of(Issuer, stop))).Message;

        using var impatient = new CancellationTokenSource();
        var first = metadata.Of(Issuer, impatient.Token);
        var waiting = Enumerable.Range(0, 5).Select(_ => Told(Stop)).ToArray();
        await impatient.CancelAsync();
        answers.SetResult();

        Assert.All(await Task.WhenAll(waiting), told => Assert.Contains("does not answer", told));
        await Assert.ThrowsAsync<SignInFailed>(() => first);
        Assert.Equal(1, asked);
        for (var outage = 2; outage < 5; outage++)
        {
            clock.Advance(ProviderMetadata.AfterTrouble);
            await Told(Stop);
            clock.Advance(ProviderMetadata.AfterTrouble - TimeSpan.FromSeconds(1));
            await Told(Stop);
            Assert.Equal(outage, asked);
        }
    }
}
