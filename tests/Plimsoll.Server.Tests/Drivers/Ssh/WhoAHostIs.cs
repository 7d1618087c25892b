using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Ssh;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>Keys of hosts and of this server: nothing is done on a host that is not proven to be the one meant.</summary>
public sealed class WhoAHostIs(SshServer server) : IClassFixture<SshServer>, IDisposable
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task An_unknown_host_is_refused_with_its_fingerprint_and_the_line_that_makes_it_known()
    {
        var known = _bench.In("known_hosts");
        var settings = server.Settings("~/.plimsoll/test") with { KnownHosts = known };

        var refused = await Refused(settings);

        Assert.False(refused.Passes);
        Assert.Contains(server.Fingerprint, refused.Message);
        Assert.Contains(known, refused.Message);
        var line = refused.Message[refused.Message.IndexOf("[127.0.0.1]", refused.Message.IndexOf(known, StringComparison.Ordinal), StringComparison.Ordinal)..];
        Assert.Equal(server.KnownLine, line);
        File.WriteAllText(known, line);
        Assert.Equal(TicketState.NeverStarted, await Asked(settings));
    }

    [Fact]
    public async Task A_host_known_by_a_hashed_name_is_let_in()
    {
        var known = _bench.In("hashed");
        File.WriteAllText(known, server.KnownLine + "\n");
        SshServer.Run("ssh-keygen", "-q", "-H", "-f", known);
        Assert.StartsWith("|1|", File.ReadAllText(known));

        Assert.Equal(TicketState.NeverStarted, await Asked(server.Settings("~/.plimsoll/test") with { KnownHosts = known }));
    }

    [Fact]
    public async Task A_changed_key_is_refused_loudly()
    {
        var known = _bench.In("changed");
        SshServer.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", _bench.In("other"));
        var other = string.Join(' ', File.ReadAllText(_bench.In("other.pub")).Split(' ')[..2]);
        File.WriteAllText(known, $"[127.0.0.1]:{server.Port} {other}\n");

        var refused = await Refused(server.Settings("~/.plimsoll/test") with { KnownHosts = known });

        Assert.Contains("HAS CHANGED", refused.Message);
        Assert.Contains(server.Fingerprint, refused.Message);
        Assert.False(refused.Passes);
    }

    [Fact]
    public async Task A_revoked_key_is_refused()
    {
        var known = _bench.In("revoked");
        File.WriteAllText(known, $"{server.KnownLine}\n@revoked {server.KnownLine.Replace($"[127.0.0.1]:{server.Port}", "*")}\n");

        Assert.Contains("REVOKED", (await Refused(server.Settings("~/.plimsoll/test") with { KnownHosts = known })).Message);
        using var hosts = SshServer.Open(server.Settings("~/.plimsoll/test") with { KnownHosts = known });
        var pinned = await Assert.ThrowsAsync<HostUnreachable>(
            () => hosts.Driver(server.Host with { HostKey = server.Fingerprint }).Observe("t1", 0, default));
        Assert.Contains("REVOKED", pinned.Message);
    }

    [Fact]
    public async Task A_pinned_key_needs_no_known_host_and_another_is_refused_although_it_is_known()
    {
        var nowhere = server.Settings("~/.plimsoll/test") with { KnownHosts = _bench.In("none") };
        using var pinned = SshServer.Open(nowhere);
        using var wrong = server.Open("~/.plimsoll/test");

        var seen = await pinned.Driver(server.Host with { HostKey = server.Fingerprint }).Observe("t1", 0, default);
        var refused = await Assert.ThrowsAsync<HostUnreachable>(
            () => wrong.Driver(server.Host with { HostKey = "SHA256:abc" }).Observe("t1", 0, default));

        Assert.Equal(TicketState.NeverStarted, seen.State);
        Assert.Contains("NOT THE ONE IN THE SERVICE FILE", refused.Message);
    }

    [Fact]
    public async Task A_pinned_key_is_found_whichever_of_its_keys_the_host_shows_first()
    {
        SshServer.Run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", _bench.In("rsa"));
        using var several = new SshServer($"HostKey {_bench.In("rsa")}");
        var fingerprint = SshServer.Run("ssh-keygen", "-l", "-f", _bench.In("rsa.pub")).Split(' ')[1];
        using var hosts = SshServer.Open(several.Settings("~/.plimsoll/test") with { KnownHosts = _bench.In("none") });

        foreach (var key in (string[])[fingerprint, several.Fingerprint])
            Assert.Equal(TicketState.NeverStarted,
                (await hosts.Driver(several.Host with { HostKey = key }).Observe("t1", 0, default)).State);

        var refused = await Assert.ThrowsAsync<HostUnreachable>(
            () => hosts.Driver(several.Host with { HostKey = "SHA256:abc" }).Observe("t1", 0, default));
        Assert.Contains(several.Fingerprint, refused.Message);
        Assert.False(refused.Passes);
    }

    [Fact]
    public async Task A_key_that_is_not_let_in_is_named()
    {
        SshServer.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", _bench.In("stranger"));

        var refused = await Refused(server.Settings("~/.plimsoll/test") with { Keys = [_bench.In("stranger")] });

        Assert.Contains(_bench.In("stranger"), refused.Message);
        Assert.Contains("authorized_keys", refused.Message);
    }

    [Fact]
    public async Task A_server_without_a_key_or_with_one_that_asks_for_a_passphrase_is_told_so()
    {
        SshServer.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", _bench.In("locked"));

        Assert.Contains("no key", (await Refused(server.Settings("~/.plimsoll/test") with { Keys = ["/nowhere"] })).Message);
        Assert.Contains("passphrase", (await Refused(server.Settings("~/.plimsoll/test") with { Keys = [_bench.In("locked")] })).Message);
    }

    private async Task<HostUnreachable> Refused(SshSettings settings)
    {
        using var hosts = SshServer.Open(settings);
        return await Assert.ThrowsAsync<HostUnreachable>(() => hosts.Driver(server.Host).Observe("t1", 0, default));
    }

    private async Task<TicketState> Asked(SshSettings settings)
    {
        using var hosts = SshServer.Open(settings);
        return (await hosts.Driver(server.Host).Observe("t1", 0, default)).State;
    }

    public void Dispose() => _bench.Dispose();
}
