using System.Net.Sockets;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Shells;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>Opens a connection: through the jump host where there is one, to a host whose key is known, and greets it.</summary>
internal sealed class SshDial(SshPlace place, SshSettings settings, KnownHostsMemory known)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public async Task<SshLine> Open(CancellationToken stop)
    {
        JumpWay? way = null;
        SshLine? line = null;
        try
        {
            if (place.Jump is { } jump) way = JumpWay.Open(await Connect(jump, jump, "", stop), place.Address);
            line = new SshLine(place, await Connect(place.Address, way?.Here ?? place.Address, place.HostKey, stop), way ?? JumpWay.None);
            line.Greeting = Greeting.Read(await line.Run(Greeting.Words(settings.Folder),
                (into, _, given) => into.WriteAsync(WrapperScript.Bytes, given).AsTask(), settings.ToReach, stop), place.Name);
            return line;
        }
        catch (Exception failed)
        {
            if (line is not null) line.Dispose();
            else way?.Dispose();
            // Whatever a library says of a connection that broke off, it says nothing of the work.
            if (failed is HostUnreachable || stop.IsCancellationRequested) throw;
            throw new HostUnreachable($"{place.Name} cannot be reached over SSH: {failed.Message}", passes: true, failed);
        }
    }

    /// <param name="at">Where to connect to: the host itself, or this end of the way through the jump host.</param>
    private async Task<SshClient> Connect(HostAddress host, HostAddress at, string pinned, CancellationToken stop)
    {
        var keys = await known.Of(host.Known, stop);
        var others = new HashSet<string>(StringComparer.Ordinal);
        HostUnreachable? first = null;
        while (true)
        {
            var check = new HostKeyCheck(host.Known, pinned, settings, keys, others);
            try
            {
                return await Connect(host, at, check, stop);
            }
            // A fingerprint does not say of which kind its key is: a host that has several is asked for the next.
            catch (HostUnreachable refused) when (check.OtherKind is { } kind && others.Add(kind))
            {
                first ??= refused;
            }
            catch (HostUnreachable none) when (first is not null && HasNoMore(none))
            {
                throw first;
            }
        }
    }

    private static bool HasNoMore(HostUnreachable why) =>
        why.InnerException is SshConnectionException { DisconnectReason: DisconnectReason.KeyExchangeFailed };

    private async Task<SshClient> Connect(HostAddress host, HostAddress at, HostKeyCheck check, CancellationToken stop)
    {
        var connection = new Renci.SshNet.ConnectionInfo(
            at.Name, at.Port, host.User, new PrivateKeyAuthenticationMethod(host.User, SshKeys.Open(settings, out var agentAway)))
        {
            Timeout = settings.ToReach,
            ChannelCloseTimeout = TimeSpan.FromSeconds(1),
        };
        check.Narrow(connection);
        var client = new SshClient(connection) { KeepAliveInterval = KeepAlive };
        client.HostKeyReceived += (_, shown) => check.Judge(shown);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bound.CancelAfter(settings.ToReach);
        try
        {
            await client.ConnectAsync(bound.Token);
            return client;
        }
        catch (Exception failed) when (!stop.IsCancellationRequested && failed is SshException or SocketException
            or OperationCanceledException or IOException or ObjectDisposedException)
        {
            client.Dispose();
            throw Explained(host, check, failed, agentAway);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private HostUnreachable Explained(HostAddress host, HostKeyCheck check, Exception failed, HostUnreachable? agentAway) => failed switch
    {
        _ when check.WhyNot is { } whyNot => new(whyNot, passes: false, failed),
        SshAuthenticationException when agentAway is not null => new(
            $"{SshPlace.NameOf(host)} lets {host.User} in with no key of a file here. {agentAway.Message}", passes: true, failed),
        SshAuthenticationException => new(
            $"{SshPlace.NameOf(host)} lets {host.User} in with none of these keys: {SshKeys.Named(settings)}. Add "
            + $"the public half of one to ~{host.User}/.ssh/authorized_keys there.", passes: false, failed),
        SshOperationTimeoutException or OperationCanceledException => new(
            $"{SshPlace.NameOf(host)} did not answer within {settings.ToReach.TotalSeconds:0} s.", passes: true, failed),
        _ => new($"{SshPlace.NameOf(host)} cannot be reached over SSH: {failed.Message}", passes: true, failed),
    };
}
