using System.Net;
using System.Net.Sockets;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Killing;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Outside;

public sealed class APortThatIsTaken
{
    [Fact]
    public async Task The_server_listens_on_another_and_says_that_a_proxy_does_not_find_it_there()
    {
        using var folder = new TempFolder();
        await using var server = new ServerProcess(folder.At("data"));
        using var other = new TcpListener(IPAddress.Loopback, server.Port);
        other.Start();
        await server.Start();
        Assert.Contains($"Port {server.Port} is taken, and this server listens on ", server.Said, StringComparison.Ordinal);
    }

    // A house that is started anew has left its port for a moment, and nobody else may be given it then.
    [Fact]
    public void A_port_that_was_given_is_not_given_again_soon() =>
        Assert.Distinct(Enumerable.Range(0, 1_000).Select(_ => Place.FreePort(0)));
}
