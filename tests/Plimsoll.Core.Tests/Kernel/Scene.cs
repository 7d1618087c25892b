using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Simulation;

namespace Plimsoll.Core.Tests.Kernel;

/// <summary>A world in memory for tests of rules: given facts, when a command, then events or a refusal.</summary>
internal sealed class Scene
{
    private readonly MemoryJournal _journal = new();
    private readonly Node _node;
    private int _ids;
    private int _reacted;

    public Scene() => _node = new Node(_journal);

    /// <summary>Goes on from where another scene stands; that one stays as it is.</summary>
    public Scene(Scene before) : this()
    {
        _journal.Begin(before._journal);
        _node.CatchUp();
        (Now, _ids, _reacted) = (before.Now, before._ids, before._reacted);
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public World World => _node.World;

    public MemoryJournal Journal => _journal;

    public IReadOnlyList<Fact> Facts => _journal.Facts;

    public Scene After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    /// <summary>Sends a command that must be accepted.</summary>
    public Scene Do(StreamName stream, Command command, string actor = "ada")
    {
        Events(stream, command, actor);
        return this;
    }

    /// <summary>What an accepted command makes happen.</summary>
    public IReadOnlyList<Event> Events(StreamName stream, Command command, string actor = "ada")
    {
        var (refusal, entry) = _node.Decide(stream, command, new Moment(Now, actor), $"{++_ids}");
        Assert.True(refusal is null, $"{command.GetType().Name}: {refusal?.Reason}");
        if (entry is null) return [];
        Assert.True(_journal.TryAppend(entry));
        _node.CatchUp();
        return entry.Events;
    }

    /// <summary>Why a command is refused.</summary>
    public Refusal Refused(StreamName stream, Command command, string actor = "ada")
    {
        var (refusal, entry) = _node.Decide(stream, command, new Moment(Now, actor), $"{++_ids}");
        Assert.True(refusal is not null, $"{command.GetType().Name} was accepted: {string.Join(", ", entry?.Events ?? [])}");
        return refusal!;
    }

    /// <summary>Sends a command whose refusal does not matter; null when it was accepted.</summary>
    public Refusal? Try(StreamName stream, Command command, string actor)
    {
        var (refusal, entry) = _node.Decide(stream, command, new Moment(Now, actor), $"{++_ids}");
        if (entry is null) return refusal;
        Assert.True(_journal.TryAppend(entry));
        _node.CatchUp();
        return null;
    }

    /// <summary>Facts nobody has reacted to; asked once for each.</summary>
    public IReadOnlyList<Fact> Unreacted()
    {
        var facts = _journal.Facts.Skip(_reacted).ToList();
        _reacted = _journal.Facts.Count;
        return facts;
    }

    public T Get<T>(StreamName stream) where T : class, IState<T> => World.Get<T>(stream);
}
