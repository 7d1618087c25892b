using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Shells;
using Plimsoll.Server.Drivers.Ssh;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

public sealed class SshDriverKeepsTheContract(SshServer server) : DriverContract, IClassFixture<SshServer>
{
    private readonly SshBench _places = new(server);

    protected override IDriver Open() => _places.Open(Bench);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _places.Dispose();
    }
}

public sealed class SshDriverEndsWork(SshServer server) : DriverEndingContract, IClassFixture<SshServer>
{
    private readonly SshBench _places = new(server);

    protected override IDriver Open() => _places.Open(Bench);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _places.Dispose();
    }
}

public sealed class SshDriverHoldsLimits(SshServer server) : DriverLimitsContract, IClassFixture<SshServer>
{
    private readonly SshBench _places = new(server);

    protected override bool IsRoot => false;

    protected override IDriver Open() => _places.Open(Bench);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _places.Dispose();
    }
}

public sealed class SshTicketFolders(SshServer server) : TicketFolderContract, IClassFixture<SshServer>
{
    private readonly SshBench _places = new(server);

    protected override IDriver Open() => _places.Open(Bench);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _places.Dispose();
    }
}

public sealed class SshTicketsThatAreNotThere(SshServer server) : IClassFixture<SshServer>, IDisposable
{
    private readonly SshBench _places = new(server);
    private readonly Bench _bench = new();

    [Fact]
    public async Task Files_of_the_same_name_where_a_login_begins_are_no_output_of_theirs()
    {
        var file = $"/home/{SshServer.User}/out";
        File.WriteAllText(file, "not of a ticket");
        try
        {
            var seen = await _places.Open(_bench).Observe("t1", 0, default);

            Assert.Equal((TicketState.NeverStarted, 0), (seen.State, seen.Output.Length));
        }
        finally
        {
            File.Delete(file);
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _bench.Dispose();
    }
}

/// <summary>Drivers of one test: on the host of the test's class, with their tickets in the test's own folder.</summary>
internal sealed class SshBench(SshServer server) : IDisposable
{
    private readonly List<SshHosts> _open = [];
    private SshHosts? _hosts;

    /// <summary>A driver on one connection that all of this test share.</summary>
    public ShellDriver Open(Bench bench)
    {
        _hosts ??= Own(bench);
        return _hosts.Driver(server.Host);
    }

    /// <summary>As another server would: with a connection of its own.</summary>
    public SshHosts Own(Bench bench)
    {
        SshServer.Run("chown", SshServer.User, bench.Folder);
        var hosts = server.Open(bench.In("tickets"));
        lock (_open) _open.Add(hosts);
        return hosts;
    }

    public void Dispose()
    {
        foreach (var hosts in _open) hosts.Dispose();
    }
}
