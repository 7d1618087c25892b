using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes;

/// <summary>Says every second that this node lives, and keeps or takes the ownership of the work.</summary>
/// <remarks>
/// On threads of their own: a server that is busy must not be taken for dead, and one whose database is silent must stop working
/// before anybody else may begin. Where even that comes too late, because the process stood still, the token fences what it
/// still wants to write.
/// </remarks>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private readonly Func<NodeTable> _open;
    private readonly NodeId _node;
    private readonly Func<NodeSaid> _said;
    private readonly TimeProvider _machine;
    private readonly ManualResetEventSlim _stop = new();
    private readonly ConcurrentQueue<Lease> _returned = new();
    private readonly ConcurrentDictionary<object, string> _standDown = new();
    private readonly Lock _gate = new();
    private readonly Thread _beating;
    private readonly Thread _watching;
    private NodeTable? _table;
    private Term? _term;
    private long _kept;
    private volatile string _why = "";
    private DatabaseHeard _heard;

    /// <param name="said">What is said of this node; its state is set here.</param>
    /// <param name="machine">Monotonic time, and the clock that is compared with the database's.</param>
    public Heartbeat(Func<NodeTable> open, NodeId node, Func<NodeSaid> said, TimeProvider machine)
    {
        (_open, _node, _said, _machine) = (open, node, said, machine);
        _heard = new DatabaseHeard(machine.GetUtcNow(), "");
        _beating = new Thread(Run) { IsBackground = true, Name = "heartbeat", Priority = ThreadPriority.AboveNormal };
        _watching = new Thread(Watch) { IsBackground = true, Name = "heartbeat watch", Priority = ThreadPriority.AboveNormal };
    }

    /// <summary>The ownership was taken, or is gone (null): told in that order, and briefly, as the next one waits for it.</summary>
    public event Action<Term?>? Changed;

    /// <summary>Null while this node does no work.</summary>
    public Term? Held => Volatile.Read(ref _term);

    /// <summary>When the database last answered, and what has been the matter since.</summary>
    public DatabaseHeard Heard => Volatile.Read(ref _heard);

    public void Start()
    {
        _beating.Start();
        _watching.Start();
    }

    /// <summary>Takes no ownership, and gives up the one it has, until whoever said so lets it again.</summary>
    public void StandDown(object who, string why)
    {
        _standDown[who] = why;
        // At once: who is let again before the next beat would go on with an ownership whose work has ended.
        if (Held is { } term) Lose(term, why);
    }

    public void MayWork(object who) => _standDown.TryRemove(who, out _);

    /// <summary>What was begun under it has ended here: another need not wait.</summary>
    public void Return(Lease lease) => _returned.Enqueue(lease);

    /// <summary>Hands over at once: the next to look may begin.</summary>
    public void GiveBack()
    {
        End();
        if (Held is not { } term) return;
        Lose(term, "");
        Try(() => Table.GiveBack(term.Lease));
    }

    public void Dispose()
    {
        End();
        Try(() => Table.Leave(_node));
        _table?.Dispose();
        _stop.Dispose();
    }

    private NodeTable Table => _table ??= _open();

    private void End()
    {
        _stop.Set();
        foreach (var thread in (Thread[])[_beating, _watching])
            if (thread.IsAlive) thread.Join();
    }

    private void Run()
    {
        while (!_stop.IsSet)
        {
            Try(Beat);
            _stop.Wait(Between);
        }
    }

    private void Watch()
    {
        while (!_stop.Wait(BetweenLooks))
            if (Held is { } term && _machine.GetElapsedTime(Volatile.Read(ref _kept)) > NodeLease.SelfStop)
                Lose(term, "The database did not answer for too long: another node may work by now.");
    }

    private void Beat()
    {
        var table = Table;
        var isSeen = table.Shows();
        while (_returned.TryDequeue(out var returned)) table.GiveBack(returned);
        // Only now: to find the database may have taken long, and says nothing of the clocks.
        var before = _machine.GetTimestamp();
        var lease = table.Read();
        var doubt = _machine.GetElapsedTime(before) / 2;
        var ahead = _machine.GetUtcNow() - doubt - lease.Now;
        // What the way there and back took may all have been the one or the other.
        var obstacle = ahead.Duration() - doubt > NodeLease.MostAhead ? Off(ahead)
            : isSeen ? _standDown.Values.FirstOrDefault("") : "Another server says that it is this node: give each a data folder of its own.";
        if (Held is { } held)
        {
            if (obstacle != "") Lose(held, obstacle);
            // From before it was asked: what the way there took is counted against it.
            else if (table.Keep(held.Lease)) Volatile.Write(ref _kept, before);
            else Lose(held, "Another node has taken over.");
        }
        else if (obstacle == "" && lease.IsFor(_node.Value) && !table.IsLeftToOlder() && table.Take(_node, lease.Token) is { } taken)
        {
            Volatile.Write(ref _kept, before);
            Begin(new Term(taken));
        }

        _why = obstacle;
        table.Beat(_said() with
        {
            Ahead = ahead, State = Held is not null ? NodeWords.Works : obstacle != "" ? obstacle : NodeWords.Serves,
        });
        Volatile.Write(ref _heard, new DatabaseHeard(_machine.GetUtcNow(), ""));
    }

    private static string Off(TimeSpan ahead) =>
        $"Its clock is {Math.Abs(ahead.TotalSeconds):0.0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's: it does no work.";

    private void Begin(Term term)
    {
        lock (_gate)
        {
            Volatile.Write(ref _term, term);
            Changed?.Invoke(term);
        }
    }

    private void Lose(Term term, string why)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_term, term)) return;
            Volatile.Write(ref _term, null);
            _why = why;
            // Before its end is told, which may take a while: the next one may be taken meanwhile.
            Changed?.Invoke(null);
        }

        // Here and now, whatever else is busy.
        term.End();
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
            _why = $"The database does not answer: {problem.Message}";
            Volatile.Write(ref _heard, Heard with { Problem = problem.Message });
            _table?.Dispose();
            _table = null;
        }
    }
}

/// <summary>One ownership from its beginning to its end on this node.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It has no timer, and whoever was given its token may look at it afterwards.")]
internal sealed class Term(Lease lease)
{
    private readonly CancellationTokenSource _end = new();

    public Lease Lease => lease;

    /// <summary>Over when the ownership is.</summary>
    public CancellationToken Until => _end.Token;

    public void End() => _end.Cancel();
}
