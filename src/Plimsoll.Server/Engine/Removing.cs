using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Vault;
using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Removes texts and names for ever, once a second person has confirmed it.</summary>
public sealed class Removing(Desk desk, Feed feed, SqlJournal journal, RemovedOutput output, Roster roster)
    : IDisposable
{
    private const string OfMessage = "message:";
    private const string OfOutput = "output:";
    private const string OfWebhook = "webhook:";
    private const int MostLooks = 250;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    // Rights stay readable: without them nobody could say later who was allowed to do what.
    private static readonly ImmutableArray<string> Kept =
        [Organisation.Kind, Removals.Kind, Secret.Kind, Core.Guide.GuideBook.Kind];

    // Two of one fact at once would each put back what the other takes.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public void Dispose() => _turn.Dispose();

    public async Task<Answer> Ask(
        string actor, ImmutableArray<string> places, string person, string reason, CommandKey? key, CancellationToken stop)
    {
        var (_, refusal) = await Read(places, stop);
        return refusal is not null
            ? new Answer.Refused(refusal)
            : await Send(new AskRemoval(places, person, reason), actor, key, stop);
    }

    public async Task<Answer> Confirm(string actor, int number, CommandKey? key, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            // What it took is not there any more to be read.
            return key is not null && await desk.Earlier(key, stop) is { } earlier ? earlier
                : await ConfirmInTurn(actor, number, key, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    private Task<Answer> Send(Command command, string actor, CommandKey? key, CancellationToken stop) => key is null
        ? desk.Send(Removals.Stream, command, actor, stop) : desk.Send(Removals.Stream, command, actor, key, stop);

    private async Task<Answer> ConfirmInTurn(string actor, int number, CommandKey? key, CancellationToken stop)
    {
        var removal = desk.World.Get<Removals>(Removals.Stream).Find(number);
        var (redaction, refusal) = await Read(removal?.Places ?? [], stop);
        if (refusal is not null) return new Answer.Refused(refusal);
        var answer = await desk.Redact(Removals.Stream, new ConfirmRemoval(number), actor, redaction with
        {
            Reason = removal?.Reason ?? "", Person = removal is { Person: not "" } ? roster.Find(removal.Person) : null,
        }, key, stop);
        if (answer is Answer.Accepted && removal is not null) await Finish(removal);
        return answer;
    }

    /// <summary>What lies in other files than the journal's goes right after the commit, or at the next start.</summary>
    public void TakeUp() => _ = RemoveOutput(
        desk.World.Get<Removals>(Removals.Stream).All.Where(removal => removal.Status == RemovalStatus.Confirmed));

    private async Task Finish(Removal removal)
    {
        var away = RemoveOutput([removal]);
        // It is on disk; whoever asked may be gone by now.
        await feed.FoldAgain(CancellationToken.None);
        await roster.Load(CancellationToken.None);
        for (var look = 0; look < MostLooks && !await IsGone(); look++)
            await Task.Delay(BetweenLooks, TimeProvider.System, CancellationToken.None);

        async Task<bool> IsGone() => away.IsCompleted && await journal.IsGone(CancellationToken.None);
    }

    private Task RemoveOutput(IEnumerable<Removal> removals) => output.Remove(
        [.. removals.SelectMany(removal => removal.Places).Select(Segment).OfType<(string, int)>()]);

    /// <summary>What the places are now; or which of them is none.</summary>
    private async Task<(Redaction Redaction, Refusal? Refusal)> Read(
        ImmutableArray<string> places, CancellationToken stop)
    {
        var texts = new Dictionary<long, List<string>>();
        var (messages, deliveries) = (new List<long>(), new List<string>());
        foreach (var place in places)
            if (Text(place) is { } text)
                (texts.TryGetValue(text.Position, out var known) ? known : texts[text.Position] = []).Add(text.Pointer);
            else if (Message(place) is { } number)
                messages.Add(number);
            else if (Delivery(place) is { } key)
                deliveries.Add(key);
            else if (Segment(place) is null)
                return (None, NoPlace(place));
        var blots = new List<Blot>();
        foreach (var (position, pointers) in texts)
        {
            var (blot, refusal) = await Blot(position, pointers, stop);
            if (blot is null) return (None, refusal);
            blots.Add(blot);
        }

        return (new Redaction(blots, "") { Messages = messages, Deliveries = deliveries }, null);
    }

    private async Task<(Blot?, Refusal?)> Blot(long position, List<string> pointers, CancellationToken stop)
    {
        StoredFact? fact = null;
        if (position > desk.World.Position) return (null, NoPlace($"{position}#{pointers[0]}"));
        await foreach (var found in journal.Read(position - 1, stop))
        {
            fact = found;
            break;
        }

        if (fact is null || fact.Position != position) return (null, NoPlace($"{position}#{pointers[0]}"));
        if (Kept.Contains(fact.Stream.Kind))
            return (null, Refusal.Invalid(
                $"Position {position} tells of {fact.Stream.Kind}: who may do what, and by which guide, "
                + "stays readable."));
        if (pointers.Find(pointer => !FreeTexts.Has(fact, pointer)) is { } meaning)
            return (null, Refusal.Invalid(
                $"What stands at {position}#{meaning} is no text written to be read, but what the fact means: without it "
                + "the past would read differently. Titles, notes, reasons, messages and mail addresses can be removed."));
        if (FactWords.Without(fact, pointers) is not { } rest) return (null, NoPlace($"{position}#{pointers[0]}"));
        return (new Blot(position, rest), null);
    }

    private static (long Position, string Pointer)? Text(string place) =>
        place.IndexOf('#', StringComparison.Ordinal) is > 0 and var mark && Number(place[..mark]) is > 0 and var position
            ? (position, place[(mark + 1)..]) : null;

    private static long? Message(string place) =>
        place.StartsWith(OfMessage, StringComparison.Ordinal) ? Number(place[OfMessage.Length..]) : null;

    private static string? Delivery(string place) =>
        place.StartsWith(OfWebhook, StringComparison.Ordinal) && place.Length > OfWebhook.Length
            ? place[OfWebhook.Length..] : null;

    private static (string Attempt, int Number)? Segment(string place) =>
        place.StartsWith(OfOutput, StringComparison.Ordinal) && place.LastIndexOf('#') is > 0 and var mark
        && Number(place[(mark + 1)..]) is { } number ? (place[OfOutput.Length..mark], (int)number) : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Redaction None { get; } = new([], "");

    private static Refusal NoPlace(string place) => Refusal.NotFound(
        $"There is no text at {place}; `plimsoll journal find \"WORDS\"` shows where words stand.");
}
