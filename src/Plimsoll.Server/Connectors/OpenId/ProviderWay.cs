using System.Net.Http.Headers;
using Microsoft.IdentityModel.Protocols;
using Plimsoll.Server.Connectors.Outbound;

namespace Plimsoll.Server.Connectors.OpenId;

/// <summary>How the provider is asked: an administrator named its issuer, so that host may be a private one.</summary>
/// <remarks>Where its documents lead beside that host came from outside, and is looked at as such.</remarks>
public sealed class ProviderWay(WayOut outbound, TimeProvider machineTime) : IDisposable
{
    private const int LargestAnswer = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient _named = outbound.Client(AddressFrom.Settings);
    private readonly HttpClient _led = outbound.Client(AddressFrom.Payload);

    /// <summary>Asks one address; the answer is bounded in time and size.</summary>
    public async Task<(int Status, string Text)> Ask(
        string issuer, string address, Action<HttpRequestMessage>? with, CancellationToken stop)
    {
        var to = Checked(issuer, address);
        using var request = new HttpRequestMessage(HttpMethod.Get, to);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        with?.Invoke(request);
        using var limit = new CancellationTokenSource(Patience, machineTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            var client = to.Authority == new Uri(issuer).Authority ? _named : _led;
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await answer.Content.LoadIntoBufferAsync(LargestAnswer, either.Token);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(either.Token));
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException
            || (trouble is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new SignInFailed(
                $"The provider does not answer at {to.GetLeftPart(UriPartial.Path)}: "
                + (trouble is OperationCanceledException ? $"nothing came within {Patience.TotalSeconds:0} s"
                    : trouble.Message.TrimEnd('.'))
                + ". Try again in a minute; if it stays so, somebody looks whether the address is right and the provider is up.", trouble);
        }
    }

    /// <summary>The same, for the library that reads its documents.</summary>
    public IDocumentRetriever For(string issuer) => new Documents(this, issuer);

    public void Dispose()
    {
        _named.Dispose();
        _led.Dispose();
    }

    // In the clear only within this machine: a password of one line would be all a listener needs.
    private static Uri Checked(string issuer, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var to) && (to.Scheme == Uri.UriSchemeHttps
            || (to is { Scheme: "http", IsLoopback: true } && new Uri(issuer).IsLoopback))
            ? to
            : throw new SignInFailed(
                $"The provider's document names {address}, which is no https address. An administrator of the provider "
                + "has to mend it.");

    private sealed class Documents(ProviderWay way, string issuer) : IDocumentRetriever
    {
        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            var (status, text) = await way.Ask(issuer, address, null, cancel);
            return status == StatusCodes.Status200OK ? text : throw new SignInFailed(
                $"The provider answered {status} at {address}. Is the issuer written as the provider writes it?");
        }
    }
}
