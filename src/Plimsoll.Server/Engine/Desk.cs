using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Engine;

/// <summary>Where every command is sent: decided on the world as it is, appended, answered after the commit.</summary>
public sealed class Desk(IJournal journal, Feed feed, TimeProvider clock, FactMask? mask = null, Standby? standby = null)
{
    private const int Tries = 5;

    // Nobody tries again for the machinery, and what it was about would never happen.
    private const int TriesOfTheSystem = 200;

    // One command at a time per stream on this node: otherwise neighbours only make each other decide again.
    private readonly ConcurrentDictionary<StreamName, SemaphoreSlim> _turns = new();

    private readonly FactMask _mask = mask ?? new FactMask(new Mask());

    public World World => feed.World;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Sends a command under an id of its own; the answer is final when this returns.</summary>
    public Task<Answer> Send(StreamName stream, Command command, string actor, CancellationToken stop) =>
        Send(stream, command, actor, $"{Guid.NewGuid():n}", stop);

    /// <summary>Sends a command under a given id: the same id again replays the first answer.</summary>
    public async Task<Answer> Send(StreamName stream, Command command, string actor, string commandId, CancellationToken stop)
    {
        if (stream.Kind != command.StreamKind)
            throw new ArgumentException($"{command.GetType().Name} does not write {stream}.", nameof(stream));
        var digest = DigestOf(stream, command);
        if (await journal.Find(commandId, stop) is { } earlier)
            return earlier.RequestDigest == digest ? new Answer.Accepted(earlier.Position, earlier.Version) : Reused(commandId);
        var turn = _turns.GetOrAdd(stream, _ => new SemaphoreSlim(1, 1));
        using var span = Measures.Span("command", command.GetType().Name);
        await turn.WaitAsync(stop);
        try
        {
            var answer = await DecideAndAppend(stream, command, actor, commandId, digest, journal.Append, stop);
            span?.SetTag("plimsoll.outcome", answer is Answer.Accepted ? "accepted" : "refused");
            return answer;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>As sending, and what the command decides on is taken out of the journal in the same transaction.</summary>
    public Task<Answer> Redact(StreamName stream, Command command, string actor, Redaction redaction, CancellationToken stop)
    {
        var id = $"{Guid.NewGuid():n}";
        return DecideAndAppend(stream, command, actor, id, DigestOf(stream, command),
            (entry, halt) => journal.Redact(redaction, entry, halt), stop, tries: 1);
    }

    /// <summary>Why a command would be refused now; null when it would be accepted. Nothing is written.</summary>
    public Refusal? Check(StreamName stream, Command command, string actor) => Unseen(stream, command, actor) ?? World.Decide(
        stream, command, StateKinds.OfCore.EmptyOf(stream), World.Reader(), new Moment(clock.GetUtcNow(), actor)).Ruling.Refusal;

    private async Task<Answer> DecideAndAppend(
        StreamName stream, Command command, string actor, string commandId, string digest,
        Func<Entry, CancellationToken, Task<Appended>> append, CancellationToken stop, int? tries = null)
    {
        if (Unseen(stream, command, actor) is { } unseen) return new Answer.Refused(unseen);
        if (standby?.Refusal is { } still && !IsOfTheSystem(actor)) return new Answer.Refused(still);
        // What a removal leaves was read before it was asked for: where that has changed, it is read anew by whoever asks.
        var most = tries ?? (IsOfTheSystem(actor) ? TriesOfTheSystem : Tries);
        for (var attempt = 0; attempt < most; attempt++)
        {
            var world = World;
            var readings = world.Reader();
            var moment = new Moment(clock.GetUtcNow(), actor);
            var (ruling, version) = world.Decide(stream, command, StateKinds.OfCore.EmptyOf(stream), readings, moment);
            if (ruling.Refusal is { } refusal) return new Answer.Refused(refusal);
            if (ruling.Events.Count == 0) return new Answer.Accepted(World.Position, version);
            // Folded anew in between: decided on what may never have been written.
            if (feed.KnownOf(world) is not { } known) continue;
            var (facts, inTheClear) = _mask.Of(ruling.Events);
            if (inTheClear is not null) return new Answer.Refused(inTheClear);
            var appended = await append(
                new Entry(stream, version, readings.Seen, facts, moment.At, actor, commandId, digest, Urgent: IsUrgent(stream), Known: known), stop);
            if (await Settle(appended, commandId, stop) is { } answer) return answer;
        }
        return new Answer.Refused(Refusal.Conflict("Too much changed at the same time; nothing was done. Try again."));
    }

    /// <summary>What a person may not see is refused to them as if it were not there, also where it is only read.</summary>
    private Refusal? Unseen(StreamName stream, Command command, string actor)
    {
        if (!PersonId.Is(actor)) return null;
        var viewer = Viewer.Of(World, actor);
        return viewer.World.Decide(
            stream, command, StateKinds.OfCore.EmptyOf(stream), viewer.World.Reader(),
            new Moment(clock.GetUtcNow(), actor)).Ruling.Refusal ?? (viewer.Sees(stream) ? null : Viewer.NothingThere);
    }

    private static bool IsOfTheSystem(string actor) => actor.StartsWith("system:", StringComparison.Ordinal);

    /// <summary>Who is needed now is the last to be refused when the disk is full.</summary>
    private static bool IsUrgent(StreamName stream) => stream.Kind is "incident" or "page";

    private async Task<Answer?> Settle(Appended appended, string commandId, CancellationToken stop)
    {
        switch (appended)
        {
            case Appended.Committed committed:
                // It is on disk: whoever asked may be gone by now, the world sees it all the same.
                await feed.Follow(committed.Facts, CancellationToken.None);
                return new Answer.Accepted(committed.Position, committed.Version);
            case Appended.Replayed replayed:
                // It was written before, by another node or by a commit whose answer was lost.
                if (feed.World.Position < replayed.Position) await feed.CatchUp(CancellationToken.None);
                return new Answer.Accepted(replayed.Position, replayed.Version);
            case Appended.Moved:
                await feed.CatchUp(stop);
                return null;
            case Appended.Reused:
                return Reused(commandId);
            case Appended.Refused refused:
                return new Answer.NotTaken(refused.Reason);
            case Appended.Early early:
                return new Answer.NotTaken(early.Reason) { IsEarly = true };
            case Appended.Fenced fenced:
                // Whoever goes on as if it were refused would tidy up after work that is another's now.
                throw new JournalFenced(fenced.Key);
            default:
                throw new InvalidOperationException($"Nobody knows what {appended.GetType().Name} means.");
        }
    }

    private static Answer.Refused Reused(string commandId) =>
        new(Refusal.Invalid($"The key {commandId} was used for another request; take a new one."));

    private static string DigestOf(StreamName stream, Command command) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{stream}\n{command.GetType().Name}\n{JsonSerializer.Serialize(command, command.GetType(), EventBodies.Options)}")));
}

/// <summary>How a command ended.</summary>
public abstract record Answer
{
    /// <summary>On disk and folded.</summary>
    public sealed record Accepted(long Position, long Version) : Answer;

    public sealed record Refused(Refusal Refusal) : Answer;

    /// <summary>The store cannot take it now; nothing was written and nothing is lost.</summary>
    public sealed record NotTaken(string Reason) : Answer
    {
        /// <summary>The store would take others: a server that is here does not know what this would write.</summary>
        public bool IsEarly { get; init; }
    }
}
