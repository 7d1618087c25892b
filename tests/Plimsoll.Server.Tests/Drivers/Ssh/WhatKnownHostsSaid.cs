using Plimsoll.Server.Drivers.Ssh;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

public sealed class WhatKnownHostsSaid : IDisposable
{
    private const string Old = "web ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOdGSB7RTwtZrLLuS0j46VVzyFR9tczdhS7yuHEbQ1aV\n";
    private const string New = "web ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0mDPUoOCfMbZJTRGXfjqZzKGSCBCIVlgFMcaMZ8mQd\n";
    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_remembered_while_the_file_is_the_same()
    {
        var memory = new KnownHostsMemory(_folder.Write("known_hosts", Old));

        var first = await memory.Of("web", Stop);

        Assert.Single(first.Keys);
        Assert.Same(first, await memory.Of("web", Stop));
        Assert.Empty((await memory.Of("db", Stop)).Keys);
    }

    [Fact]
    public async Task Is_asked_again_when_a_line_was_added()
    {
        var file = _folder.Write("known_hosts", Old);
        var memory = new KnownHostsMemory(file);
        var key = Assert.Single((await memory.Of("web", Stop)).Keys).Key;

        await File.AppendAllTextAsync(file, $"@revoked {Old}", Stop);

        Assert.True((await memory.Of("web", Stop)).IsRevoked(key));
    }

    [Fact]
    public async Task Is_asked_again_when_the_file_is_a_link_and_what_it_leads_to_was_replaced()
    {
        var file = _folder.At("known_hosts");
        File.CreateSymbolicLink(file, _folder.Write("old", Old));
        var memory = new KnownHostsMemory(file);
        var before = Assert.Single((await memory.Of("web", Stop)).Keys);

        File.Move(_folder.Write("new", New), _folder.At("old"), overwrite: true);

        Assert.NotEqual(before, Assert.Single((await memory.Of("web", Stop)).Keys));
    }

    [Fact]
    public async Task Is_asked_again_when_another_file_of_the_same_length_and_time_was_put_in_its_place()
    {
        var file = _folder.Write("known_hosts", Old);
        var memory = new KnownHostsMemory(file);
        var before = Assert.Single((await memory.Of("web", Stop)).Keys);

        File.SetLastWriteTimeUtc(_folder.Write("new", New), File.GetLastWriteTimeUtc(file));
        File.Move(_folder.At("new"), file, overwrite: true);

        Assert.NotEqual(before, Assert.Single((await memory.Of("web", Stop)).Keys));
    }

    [Fact]
    public async Task Is_all_of_it_however_many_lines_there_are()
    {
        var revoked = Enumerable.Range(0, 2_000).Select(n => $"@revoked * ssh-ed25519 {n:0000}{New[19..]}");
        var memory = new KnownHostsMemory(_folder.Write("known_hosts", string.Concat(revoked) + Old));

        var said = await memory.Of("web", Stop);

        Assert.Equal(2_001, said.Entries.Count);
        Assert.True(said.IsRevoked(said.Entries[0].Key));
    }

    [Fact]
    public async Task Is_asked_again_when_the_file_comes_and_when_it_goes()
    {
        var memory = new KnownHostsMemory(_folder.At("known_hosts"));
        Assert.Empty((await memory.Of("web", Stop)).Keys);

        _folder.Write("known_hosts", Old);
        Assert.Single((await memory.Of("web", Stop)).Keys);

        File.Delete(_folder.At("known_hosts"));
        Assert.Empty((await memory.Of("web", Stop)).Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/nowhere/known_hosts")]
    public async Task Is_nothing_where_there_is_no_file(string file) =>
        Assert.Empty((await new KnownHostsMemory(file).Of("web", Stop)).Keys);

    public void Dispose() => _folder.Dispose();
}
