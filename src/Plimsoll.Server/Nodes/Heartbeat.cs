using System.Diagnostics.CodeAnalysis;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes;

/// <summary>Says every second that this node lives, and keeps or takes the ownership of the work.</summary>
/// <remarks>
/// On a thread of its own: a server that is busy must not be taken for dead. It stops working by itself before anybody else may
/// begin; where even that comes too late, because the process stood still, the token fences what it still wants to write.
/// </remarks>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private readonly Func<NodeTable> _open;
    private readonly NodeId _node;
    private readonly Func<NodeSaid> _said;
    private readonly TimeProvider _machine;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private NodeTable? _table;
    private Lease? _held;
    private long _kept;
    private volatile string _why = "";
    private volatile bool _mayWork = true;

    /// <param name="said">What is said of this node; its state is set here.</param>
    /// <param name="machine">Monotonic time, and the clock that is compared with the database's.</param>
    public Heartbeat(Func<NodeTable> open, NodeId node, Func<NodeSaid> said, TimeProvider machine)
    {
        (_open, _node, _said, _machine) = (open, node, said, machine);
        _thread = new Thread(Run) { IsBackground = true, Name = "heartbeat", Priority = ThreadPriority.AboveNormal };
    }

    /// <summary>The ownership was taken, or is gone (null).</summary>
    public event Action<Lease?>? Changed;

    /// <summary>Null while this node does no work.</summary>
    public Lease? Held => Volatile.Read(ref _held);

    /// <summary>Why the last beat was missed, or why no work is done; empty when all is well.</summary>
    public string Why => _why;

    public void Start() => _thread.Start();

    /// <summary>Never takes the ownership again: what was begun under it does not end.</summary>
    public void StandDown(string why) => (_mayWork, _why) = (false, why);

    /// <summary>Hands over at once: the next to look may begin.</summary>
    public void GiveBack()
    {
        _mayWork = false;
        _stop.Set();
        if (_thread.IsAlive) _thread.Join();
        if (Held is not { } lease) return;
        Lose("");
        Try(() => Table.GiveBack(lease));
    }

    public void Dispose()
    {
        _stop.Set();
        if (_thread.IsAlive) _thread.Join();
        Try(() => Table.Leave(_node));
        _table?.Dispose();
        _stop.Dispose();
    }

    private NodeTable Table => _table ??= _open();

    private void Run()
    {
        while (!_stop.IsSet)
        {
            Try(Beat);
            if (Held is not null && _machine.GetElapsedTime(_kept) > NodeLease.SelfStop)
                Lose("The database did not answer for too long: another node may work by now.");
            _stop.Wait(Between);
        }
    }

    private void Beat()
    {
        var before = _machine.GetTimestamp();
        var lease = Table.Read();
        var ahead = _machine.GetUtcNow() - _machine.GetElapsedTime(before) / 2 - lease.Now;
        var isOff = ahead.Duration() > NodeLease.MostAhead;
        if (isOff && Held is { } wrong)
        {
            Lose(Off(ahead));
            Table.GiveBack(wrong);
        }
        else if (Held is { } held)
        {
            // From before it was asked: what the way there took is counted against it.
            if (Table.Keep(held)) _kept = before;
            else Lose("Another node has taken over.");
        }
        else if (!isOff && _mayWork && lease.IsFor(_node.Value) && Table.Take(_node, lease.Token) is { } taken)
        {
            _kept = before;
            Volatile.Write(ref _held, taken);
            Changed?.Invoke(taken);
        }

        if (_mayWork) _why = isOff ? Off(ahead) : "";
        Table.Beat(_said() with { Ahead = ahead, State = Held is not null ? NodeWords.Works : _why != "" ? _why : NodeWords.Serves });
    }

    private static string Off(TimeSpan ahead) =>
        $"Its clock is {Math.Abs(ahead.TotalSeconds):0.0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's: it does no work.";

    private void Lose(string why)
    {
        Volatile.Write(ref _held, null);
        _why = why;
        Changed?.Invoke(null);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever is the matter, it is tried again in a second.")]
    private void Try(Action what)
    {
        try
        {
            what();
        }
        catch (Exception problem)
        {
            if (_mayWork) _why = $"The database does not answer: {problem.Message}";
            _table?.Dispose();
            _table = null;
        }
    }
}
