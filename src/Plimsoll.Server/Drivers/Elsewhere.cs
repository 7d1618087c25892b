using Plimsoll.Server.Nodes;

namespace Plimsoll.Server.Drivers;

/// <summary>Work on the machine of another node: nobody here can see it, so nothing is said of it but that.</summary>
/// <remarks>It is waited for like work on a host that is away, and never begun a second time.</remarks>
internal sealed class Elsewhere(NodeId node) : IDriver
{
    public Task<string> Bring(string file, string sha256, CancellationToken stop) => throw Away;

    public Task<bool> Has(string mark, string sha256, CancellationToken stop) => throw Away;

    public Task<Started> Start(Ticket ticket, CancellationToken stop) => throw Away;

    public Task<Observed> Observe(string ticket, long cursor, CancellationToken stop) => throw Away;

    public Task<Cancelled> Cancel(string ticket, CancellationToken stop) => throw Away;

    public Task Forget(string ticket, CancellationToken stop) => throw Away;

    public Task<HostState> Probe(string folder, CancellationToken stop) => throw Away;

    public Task<string> Running(string folder, CancellationToken stop) => throw Away;

    public Task<IReadOnlyList<string>> Clean(CancellationToken stop) => throw Away;

    private HostUnreachable Away => new(
        $"it was begun on the machine of node {node}, which does not do the work any more; only that node can see how it ended "
        + "(plimsoll server nodes).", passes: true);
}
