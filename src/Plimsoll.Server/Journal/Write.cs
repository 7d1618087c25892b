namespace Plimsoll.Server.Journal;

/// <summary>Something to be done inside the writer's next transaction, and who waits for it.</summary>
/// <param name="entry">What it is going to append; null where that is not all it does.</param>
internal abstract class Write(bool urgent, Entry? entry)
{
    public bool Urgent => urgent;

    public Entry? Entry => entry;

    /// <summary>May run again when the transaction it ran in was rolled back.</summary>
    public abstract void Apply(Tables tables);

    public abstract void Committed();

    public abstract void Refused(string reason);

    public abstract void Failed(Exception problem);
}

/// <summary>A write with an answer, given after the commit is on disk.</summary>
internal sealed class Write<T>(Func<Tables, T> apply, Func<string, T>? refused, bool urgent, Entry? entry = null)
    : Write(urgent, entry)
{
    // The writer goes on at once; whoever waited continues elsewhere.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Answer => _answer.Task;

    public override void Apply(Tables tables) => _result = apply(tables);

    public override void Committed() => _answer.TrySetResult(_result!);

    public override void Refused(string reason)
    {
        if (refused is null) _answer.TrySetException(new JournalFull(reason));
        else _answer.TrySetResult(refused(reason));
    }

    public override void Failed(Exception problem) => _answer.TrySetException(problem);
}
