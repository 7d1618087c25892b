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
    public Task<Answer> Send(StreamName stream, Command command, string actor, string commandId, CancellationToken stop) =>
        Send(stream, command, actor, new CommandKey(commandId, DigestOf(stream, command)), stop);

    /// <summary>As with an id; the same wish is known by its own digest, whatever command it has become.</summary>
    public async Task<Answer> Send(StreamName stream, Command command, string actor, CommandKey key, CancellationToken stop)
    {
        if (stream.Kind != command.StreamKind)
            throw new ArgumentException($"{command.GetType().Name} does not write {stream}.", nameof(stream));
        if (await Earlier(key, stop) is { } earlier) return earlier;
        var turn = _turns.GetOrAdd(stream, _ => new SemaphoreSlim(1, 1));
        using var span = Measures.Span("command", command.GetType().Name);
        await turn.WaitAsync(stop);
        try
        {
            var answer = await DecideAndAppend(stream, command, actor, key, journal.Append, stop);
            // It may have been under way when it was looked for: here before its turn, or at another server.
            if (answer is Answer.Refused && !IsOfTheSystem(actor)) answer = await Earlier(key, stop) ?? answer;
            span?.SetTag("plimsoll.outcome", answer is Answer.Accepted ? "accepted" : "refused");
            return answer;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>As sending, and what the command decides on is taken out of the journal in the same transaction.</summary>
    public Task<Answer> Redact(
        StreamName stream, Command command, string actor, Redaction redaction, CommandKey? key, CancellationToken stop) =>
        DecideAndAppend(stream, command, actor, key ?? new CommandKey($"{Guid.NewGuid():n}", DigestOf(stream, command)),
            (entry, halt) => journal.Redact(redaction, entry, halt), stop, tries: 1);

    /// <summary>The first answer to what was sent before under the same id; null: it was not, or not accepted.</summary>
    public async Task<Answer?> Earlier(CommandKey key, CancellationToken stop)
    {
        if (await journal.Find(key.Id, stop) is not { } first) return null;
        return first.RequestDigest == key.Digest ? await Replay(first) : Reused(key.Id);
    }

    /// <summary>Why a command would be refused now; null when it would be accepted. Nothing is written.</summary>
    public Refusal? Check(StreamName stream, Command command, string actor) => Unseen(stream, command, actor) ?? World.Decide(
        stream, command, StateKinds.OfCore.EmptyOf(stream), World.Reader(), new Moment(clock.GetUtcNow(), actor)).Ruling.Refusal;

    private async Task<Answer> DecideAndAppend(
        StreamName stream, Command command, string actor, CommandKey key,
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
                new Entry(stream, version, readings.Seen, facts, moment.At, actor, key.Id, key.Digest, Urgent: IsUrgent(stream), Known: known), stop);
            if (await Settle(appended, key, stop) is { } answer) return answer;
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

    private async Task<Answer?> Settle(Appended appended, CommandKey key, CancellationToken stop)
    {
        switch (appended)
        {
            case Appended.Committed committed:
                // It is on disk: whoever asked may be gone by now, the world sees it all the same.
                await feed.Follow(committed.Facts, CancellationToken.None);
                return new Answer.Accepted(committed.Position, committed.Version);
            case Appended.Replayed:
                // It was written before, by another node or by a commit whose answer was lost.
                return await Earlier(key, CancellationToken.None);
            case Appended.Moved:
                await feed.CatchUp(stop);
                return null;
            case Appended.Reused:
                return Reused(key.Id);
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

    /// <summary>Another server may have written it, or this one before it was started again.</summary>
    private async Task<Answer> Replay(Receipt first)
    {
        if (feed.World.Position < first.Position) await feed.CatchUp(CancellationToken.None);
        return new Answer.Accepted(first.Position, first.Version) { Replays = first.Stream };
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
    public sealed record Accepted(long Position, long Version) : Answer
    {
        /// <summary>What was written the first time, where this is the answer to the same wish again; null: it is the first.</summary>
        public StreamName? Replays { get; init; }
    }

    public sealed record Refused(Refusal Refusal) : Answer;

    /// <summary>The store cannot take it now; nothing was written and nothing is lost.</summary>
    public sealed record NotTaken(string Reason) : Answer
    {
        /// <summary>The store would take others: a server that is here does not know what this would write.</summary>
        public bool IsEarly { get; init; }
    }
}
