using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Journal;

/// <summary>Every message that has to leave the house: at least once outward, each with its key and its
/// state.</summary>
/// <remarks>Times here are wall-clock machine time, given by the caller; business time only stamps the rows.</remarks>
public sealed class Outbox(SqlJournal journal, Mask? mask = null)
{
    public const string NoMailServer = "not sent: no mail server configured";
    private TaskCompletionSource _rung = NotRung();

    /// <summary>Completes when a message has come in since it was asked for.</summary>
    public Task Rung => Volatile.Read(ref _rung).Task;

    /// <summary>Messages have come in: whoever sends them looks at once.</summary>
    public void Ring() => Interlocked.Exchange(ref _rung, NotRung()).TrySetResult();

    /// <summary>Takes what is due. What is neither marked nor failed before <paramref name="hold"/> is over is
    /// due again.</summary>
    public Task<IReadOnlyList<OutboxItem>> Claim(
        OutboxLine line, DateTimeOffset now, TimeSpan hold, int limit, CancellationToken stop)
    {
        IReadOnlyList<OutboxItem> claim = [];
        return journal.Change(
            tables =>
            {
                // Run again where the answer to its commit was lost: else what it took waits until its hold is over.
                var still = tables.Outbox.Claimed(claim);
                return claim = still.Count > 0 ? still : tables.Outbox.Claim(line, now, now + hold, limit);
            },
            stop);
    }

    /// <summary>What a server before this one had claimed when it ended is due at once, not when its hold is
    /// over.</summary>
    public Task TakeOver(CancellationToken stop) =>
        journal.Change(tables => tables.Outbox.Release(), stop);

    public Task MarkSent(string key, DateTimeOffset at, CancellationToken stop) =>
        Mark(key, OutboxState.Sent, null, null, at, stop);

    /// <summary>It will be tried again then.</summary>
    public Task MarkFailed(string key, string error, DateTimeOffset nextTry, CancellationToken stop) =>
        Mark(key, OutboxState.Failed, nextTry, error, null, stop);

    /// <summary>It will not be tried again by itself.</summary>
    public Task GiveUp(string key, string error, CancellationToken stop) =>
        Mark(key, OutboxState.GivenUp, null, error, null, stop);

    /// <summary>There is no way out for it, such as <see cref="NoMailServer"/>; it stays and can be read
    /// here.</summary>
    public Task MarkNotSent(string key, string reason, CancellationToken stop) =>
        Mark(key, OutboxState.NotSent, null, reason, null, stop);

    /// <summary>What it is about has been taken care of; it is never sent.</summary>
    public Task Withdraw(string key, string reason, CancellationToken stop) =>
        Mark(key, OutboxState.Withdrawn, null, reason, null, stop);

    /// <summary>By hand: due at once, or on its way. False when it was sent already or taken out, or there is none with that key.</summary>
    public async Task<bool> Retry(string key, CancellationToken stop)
    {
        var due = await Mark(key, OutboxState.Waiting, null, null, null, stop) || await Find(key, stop) is { State: OutboxState.Sending };
        Ring();
        return due;
    }

    /// <summary>What has not left and may still have to, by channel and state.</summary>
    public IReadOnlyList<OutboxCount> Left() => journal.Query(OutboxCounts.Left, [], OutboxCounts.From);

    /// <summary>The newest messages, newest first.</summary>
    public Task<IReadOnlyList<OutboxItem>> List(int limit, CancellationToken stop) =>
        journal.Query(OutboxTable.Newest, ("@limit", limit), OutboxTable.From, stop);

    public async Task<OutboxItem?> Find(string key, CancellationToken stop) =>
        await journal.Query(OutboxTable.ByKey, ("@key", key), OutboxTable.From, stop) is [var found, ..] ? found : null;

    private static TaskCompletionSource NotRung() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<bool> Mark(
        string key,
        OutboxState state,
        DateTimeOffset? next,
        string? error,
        DateTimeOffset? sent,
        CancellationToken stop) =>
        journal.Change(tables => tables.Outbox.Mark(key, state, next, Told(error), sent), stop);

    // A mail server's complaint may quote what it was sent.
    private string? Told(string? error) => error is null || mask is null ? error : mask.Text(error);
}
