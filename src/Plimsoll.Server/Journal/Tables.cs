using System.Data.Common;

namespace Plimsoll.Server.Journal;

/// <summary>The writer's tables inside its one transaction at a time.</summary>
internal abstract class Tables(DbConnection connection, FactTable facts, ReceiptTable receipts, LeaseTable leases, Edition edition) : IDisposable
{
    private Head? _stored;
    private (bool Now, bool Ever) _signed;

    public DbConnection Connection => connection;
    public FactTable Facts => facts;
    public ReceiptTable Receipts => receipts;
    public LeaseTable Leases => leases;
    public CheckpointTable Checkpoints { get; } = new(connection);
    public OutboxTable Outbox { get; } = new(connection);

    /// <summary>The end of the journal, with what this transaction has added.</summary>
    public Head Head { get; set; } = new(0, [], 0);

    /// <summary>A text was taken away and may still lie where the store keeps what it has overwritten.</summary>
    public bool TextRemoved { get; set; }

    /// <param name="entries">What the transaction is going to append, as far as that is known now.</param>
    public void Begin(IReadOnlyList<Entry> entries)
    {
        _signed.Now = false;
        _stored = Head = Lock(entries);
    }

    public void Commit()
    {
        Commit(moved: ReferenceEquals(Head, _stored) ? null : Head);
        _signed.Ever |= _signed.Now;
    }

    /// <summary>Says once which version writes from here on.</summary>
    public void Sign(long position)
    {
        if (_signed.Ever || _signed.Now) return;
        Writers.Add(this, edition.Version, position);
        _signed.Now = true;
    }

    /// <summary>Why facts may not be written yet; null: whoever reads them understands them.</summary>
    public virtual string? Early(IReadOnlyList<NewFact> facts) => null;

    /// <summary>Whether that is still what is written there; only a database that was taken over by a replica may hold something else.</summary>
    public virtual bool Holds(Known known) => true;

    public abstract void Rollback();

    /// <summary>A statement of the house that is too rare to be kept prepared; parameters are @1, @2, ...</summary>
    public int Run(string sql, params ReadOnlySpan<object> values)
    {
        using var command = connection.Say(sql);
        for (var i = 0; i < values.Length; i++) command.Add($"@{i + 1}", values[i]);
        return command.ExecuteNonQuery();
    }

    public virtual void Dispose()
    {
        facts.Dispose();
        receipts.Dispose();
        leases.Dispose();
        Checkpoints.Dispose();
        Outbox.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins a transaction that nobody else writes beside, and says where the journal ends.</summary>
    protected abstract Head Lock(IReadOnlyList<Entry> entries);

    /// <param name="moved">The new end; null where no fact was added.</param>
    protected abstract void Commit(Head? moved);
}
