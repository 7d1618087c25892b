using System.Data.Common;
using System.Globalization;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Nodes;

/// <summary>Which servers there are, which of them does the work, and how far each has come.</summary>
/// <param name="node">Null: this server has its journal alone.</param>
/// <param name="heard">What its heartbeat knows of the database; null: it has none.</param>
public sealed class NodeBoard(
    SqlJournal journal, Feed feed, ServerSettings settings, Standby standby, NodeId? node = null,
    Func<DatabaseHeard>? heard = null)
{
    private const string Columns = $"""
        SELECT n.id, n.name, n.address, n.version, n.began_at, n.beat_at, n.position, n.ahead, n.state, n.mail,
            {NodeTable.Milliseconds}
        FROM node n ORDER BY n.name, n.id
        """;

    // It says so every second; one that has just died is not yet taken for gone.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2.5);

    // Whoever asks while the database is away waits no longer than that to be told so.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // It beats every second, and a cut is only noticed when a beat was waited for.
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(4);
    private readonly Lock _turn = new();
    private Task<NodesView>? _look;

    /// <summary>The database does not answer the heartbeat: what is asked of it now is waited for in vain.</summary>
    public bool IsCutOff => heard?.Invoke() is { } last
        && (last.Problem != "" || TimeProvider.System.GetUtcNow() - last.At > Silent);

    /// <summary>As <see cref="Look"/>; while the database does not answer, soon and of this server alone.</summary>
    public async Task<NodesView> LookSoon(CancellationToken stop)
    {
        if (node is null || heard is null) return Look();
        try
        {
            return await Looking().WaitAsync(Patience, TimeProvider.System, stop);
        }
        catch (Exception problem) when (problem is TimeoutException || problem.IsOfTheStore)
        {
            return CutOff(
                node, heard(), problem is TimeoutException ? $"no answer within {Patience.TotalSeconds:0} s" : problem.Message);
        }
    }

    // One look at a time, however many ask: each waits on a thread of its own.
    private Task<NodesView> Looking()
    {
        lock (_turn) return _look is { IsCompleted: false } ? _look : _look = Now();

        async Task<NodesView> Now()
        {
            await Task.Yield();
            return Look();
        }
    }

    /// <exception cref="DbException">The database is away.</exception>
    public NodesView Look()
    {
        var head = journal.Query(HeadTable.ByOne, [("@one", 1)], HeadTable.From).Single().Position;
        if (node is null) return new NodesView(head, [Alone(head)]);
        var nodes = journal.Query(Columns, [], row => Seen(row, node, head));
        return new NodesView(head, nodes) { Unlike = NodeWords.Differing(nodes) };
    }

    /// <summary>Servers on the same database that were heard of just now, by their names.</summary>
    public IReadOnlyList<string> Others() =>
        ServersHeard.Named(Look().Nodes.Where(each => each is { IsThis: false, BeatAt: not null, IsHeard: true }));

    /// <summary>What whoever asks this server is told of the work; empty: it does it.</summary>
    public string Elsewhere()
    {
        if (node is null) return "";
        var nodes = Look().Nodes;
        return nodes.Any(n => n is { IsThis: true, Works: true }) ? ""
            : nodes.FirstOrDefault(n => n.Works) is { } other ? $"Node {other.Name} does the work; this one answers and shows."
            : Nobody(nodes.FirstOrDefault(n => n.IsThis)?.State ?? "");
    }

    private static string Nobody(string state) => state is "" or NodeWords.Serves
        ? "No node does the work at the moment; one takes it within half a minute." : $"No node does the work. This one: {state}";

    private NodeView Alone(long head) => new(
        "", $"{Environment.MachineName}:{settings.Port}", settings.Address, AboutView.ThisVersion,
        standby.Refusal?.Reason ?? journal.Closed ?? NodeWords.Works, null, null, feed.World.Position, Math.Max(0, head - feed.World.Position), 0)
    {
        IsThis = true, IsHeard = true, Works = standby.From is null && journal.Closed is null,
        Mail = NodeWords.Mail(settings),
    };

    private NodesView CutOff(NodeId node, DatabaseHeard last, string problem)
    {
        var at = feed.World.Position;
        var self = Alone(at) with
        {
            Id = node.Value, State = "the database does not answer", BeatAt = last.At, Works = false,
        };
        return new NodesView(at, [self])
        {
            CutOff = string.Create(CultureInfo.InvariantCulture,
                $"The database has not answered this server since {last.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: ")
                + $"{(last.Problem != "" ? last.Problem : problem).TrimEnd('.')}. Of the other servers it knows nothing until "
                + "it does.",
        };
    }

    private static NodeView Seen(DbDataReader row, NodeId node, long head)
    {
        var (beat, now) = (At(row.GetInt64(5)), At(row.GetInt64(10)));
        var silent = now - beat > NodeLease.Gone;
        var late = now - beat > Late ? $", last heard of {(now - beat).TotalSeconds:0} s ago" : "";
        return new NodeView(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3),
            silent ? $"has not been heard of for {(now - beat).TotalSeconds:0} s" : row.GetString(8) + late,
            At(row.GetInt64(4)), beat, row.GetInt64(6), Math.Max(0, head - row.GetInt64(6)), row.GetInt64(7))
        {
            IsThis = row.GetString(0) == node.Value, IsHeard = !silent, Works = !silent && row.GetString(8) == NodeWords.Works,
            Mail = row.GetString(9),
        };
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
