using System.Net.Sockets;

namespace Plimsoll.Server.Connectors.Outbound;

/// <summary>A proxy connects in our place, so what it is asked for is looked at before it is asked.</summary>
internal sealed class BeforeTheProxy(WayOut outbound, AddressFrom from) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } to && outbound.Settings.GoesThroughProxy(to))
            await Look(to.IdnHost, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task Look(string host, CancellationToken stop)
    {
        try
        {
            await outbound.Look(host, from, stop);
        }
        catch (SocketException)
        {
            // Only the proxy knows this name; a name of somebody else's choice is then not asked at all.
            if (from == AddressFrom.Payload) throw new HttpRequestException(
                $"{host} is not known here, and the address came from outside; it is not asked through the proxy.");
        }
    }
}
