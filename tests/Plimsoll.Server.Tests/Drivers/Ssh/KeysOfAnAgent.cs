using System.Diagnostics;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Ssh;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>A real agent keeps the keys; the server asks it to sign and never has them.</summary>
public sealed class KeysOfAnAgent : IClassFixture<SshServer>, IDisposable
{
    private readonly SshServer _server;
    private readonly Bench _bench = new();
    private readonly Process _agent;

    public KeysOfAnAgent(SshServer server)
    {
        _server = server;
        _agent = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", Socket]) { RedirectStandardOutput = true })!;
        for (var tries = 0; tries < 600 && !File.Exists(Socket); tries++) Task.Delay(50).GetAwaiter().GetResult();
    }

    private string Socket => _bench.In("agent");

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public async Task A_key_with_a_passphrase_signs_in_once_a_person_has_unlocked_it_for_the_agent(string kind)
    {
        var key = Made(kind, "secret of a person");
        await File.AppendAllTextAsync(_server.At("authorized"), await File.ReadAllTextAsync($"{key}.pub"));
        Unlock(key);

        Assert.Equal(TicketState.NeverStarted, await Asked(Settings with { Keys = [key] }));
    }

    [Fact]
    public async Task Keys_in_files_go_on_when_the_agent_has_gone()
    {
        _agent.Kill();
        await _agent.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(TicketState.NeverStarted, await Asked(Settings with { Keys = [_server.At("mine")] }));
    }

    [Fact]
    public async Task An_agent_that_is_gone_empty_or_holds_strangers_alone_is_told_of_by_its_socket()
    {
        Assert.Contains($"the agent at {Socket} holds none", (await Refused(Settings)).Message, StringComparison.Ordinal);

        Unlock(Made("ed25519", "another"));
        Assert.Contains($"none of these keys: those of the agent at {Socket}", (await Refused(Settings)).Message, StringComparison.Ordinal);

        var gone = await Refused(Settings with { Agent = _bench.In("nowhere") });
        Assert.Contains($"The agent at {_bench.In("nowhere")} (SSH_AUTH_SOCK) cannot be asked", gone.Message, StringComparison.Ordinal);
        Assert.True(gone.Passes);
    }

    [Fact]
    public async Task An_agent_that_cannot_be_asked_is_the_cause_where_the_keys_of_files_do_not_do()
    {
        var away = Settings with { Agent = _bench.In("nowhere") };

        foreach (var key in (string[])[Made("ed25519", "locked"), Made("rsa", "")])
        {
            var refused = await Refused(away with { Keys = [key] });
            Assert.Contains($"The agent at {away.Agent} (SSH_AUTH_SOCK) cannot be asked", refused.Message, StringComparison.Ordinal);
            Assert.True(refused.Passes);
        }
    }

    public void Dispose()
    {
        if (!_agent.HasExited) _agent.Kill();
        _agent.Dispose();
        _bench.Dispose();
    }

    private SshSettings Settings => _server.Settings("~/.plimsoll/test") with { Keys = [], Agent = Socket };

    private string Made(string kind, string passphrase)
    {
        SshServer.Run("ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-f", _bench.In(kind));
        File.WriteAllText(_bench.In($"{kind}.said"), passphrase);
        return _bench.In(kind);
    }

    private void Unlock(string key)
    {
        var person = _bench.In("person");
        File.WriteAllText(person, $"#!/bin/sh\ncat {key}.said\n");
        File.SetUnixFileMode(person, (UnixFileMode)0b111_000_000);
        using var added = Process.Start(new ProcessStartInfo("ssh-add", ["-q", key])
        {
            Environment = { ["SSH_AUTH_SOCK"] = Socket, ["SSH_ASKPASS"] = person, ["SSH_ASKPASS_REQUIRE"] = "force" },
        })!;
        added.WaitForExit();
        Assert.Equal(0, added.ExitCode);
    }

    private async Task<HostUnreachable> Refused(SshSettings settings) =>
        await Assert.ThrowsAsync<HostUnreachable>(() => Asked(settings));

    private async Task<TicketState> Asked(SshSettings settings)
    {
        using var hosts = SshServer.Open(settings);
        return (await hosts.Driver(_server.Host).Observe("t1", 0, default)).State;
    }
}
