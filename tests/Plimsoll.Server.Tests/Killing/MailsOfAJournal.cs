using MimeKit;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Connectors.Email;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>What a journal asks to be mailed, held against what a mail server kept.</summary>
/// <param name="folder">Where the mail server keeps its mails.</param>
internal sealed class MailsOfAJournal(Watch watch, string folder)
{
    public const string Domain = "example.test";

    /// <summary>Every message that is asked for, by its key, with the fact that asks for it.</summary>
    public Dictionary<string, Fact> Expected()
    {
        watch.CatchUp();
        return watch.Facts.SelectMany(fact => KeysOf(fact).Select(key => (key, fact))).ToDictionary(k => k.key, k => k.fact);
    }

    /// <summary>Whether nothing is on its way any more.</summary>
    public bool AllLeft()
    {
        var outbox = watch.Outbox();
        return Left(outbox) == 0 && Expected().Keys.All(outbox.ContainsKey);
    }

    /// <summary>What is still on its way, or was asked for and never put on it.</summary>
    public string OnTheirWay()
    {
        var outbox = watch.Outbox();
        return string.Join('\n', watch.NotLeft().Concat(Expected().Keys.Where(key => !outbox.ContainsKey(key)).Select(key => $"{key} not asked for")));
    }

    public static int Left(Dictionary<string, string> outbox) => outbox.Values.Count(state => state is "waiting" or "sending" or "failed");

    /// <summary>What was asked for arrived, nothing else did, and what arrived twice bears one id.</summary>
    /// <returns>What there was, in a sentence.</returns>
    public string Judge()
    {
        var (expected, outbox, arrived) = (Expected(), watch.Outbox(), Arrived());
        var keys = outbox.Keys.ToDictionary(IdOf);
        // A page that was called again under a later round is not sent twice; nothing else is ever withdrawn here.
        var lost = expected.Where(e => !arrived.ContainsKey(IdOf(e.Key)) && !WasCalledAgain(e, expected, outbox)).ToList();
        Assert.Empty(lost.Select(l => $"{l.Key} is {outbox.GetValueOrDefault(l.Key)}"));
        Assert.Subset(keys.Keys.ToHashSet(), arrived.Keys.ToHashSet());
        foreach (var same in arrived.Values) Assert.Single(same.Select(m => (m.To, m.Subject)).Distinct());
        return $"{Calls} calls, {expected.Count} messages, {arrived.Values.Sum(a => a.Count)} mails, " +
            $"{arrived.Values.Sum(a => a.Count - 1)} repeats with the same id, {lost.Count} lost, " +
            $"{outbox.Values.Count(s => s == "withdrawn")} withdrawn";
    }

    public int Calls => Expected().Values.Count(fact => fact.Event is ContactNotified);

    /// <summary>From each declared incident to the first mail of its page that the mail server kept, in order.</summary>
    public List<TimeSpan> Took()
    {
        var arrived = Arrived();
        return
        [
            .. from e in Expected()
            where e.Value.Event is ContactNotified && arrived.ContainsKey(IdOf(e.Key))
            let incident = watch.World.Get<Incident>(watch.World.Get<Page>(e.Value.Stream)?.About ?? default)
            where incident is not null
            group arrived[IdOf(e.Key)].Min(a => a.At) - incident.DeclaredAt by incident.Id into calls
            orderby calls.Min()
            select calls.Min(),
        ];
    }

    private static IEnumerable<string> KeysOf(Fact fact) => fact.Event switch
    {
        ContactNotified e => [$"{fact.Position}/page-mail/{e.Round}/{e.Person}"],
        CommandOffered e => [$"{fact.Position}/offer/{e.Person.ToLowerInvariant()}@{Domain}"],
        UpdateSent e => e.To.Select(to => $"{fact.Position}/update/{to}"),
        _ => [],
    };

    private static bool WasCalledAgain(
        KeyValuePair<string, Fact> one, Dictionary<string, Fact> all, Dictionary<string, string> outbox) =>
        one.Value.Event is ContactNotified call && outbox.GetValueOrDefault(one.Key) == "withdrawn"
        && all.Values.Any(f => f.Stream == one.Value.Stream && f.Event is ContactNotified later
            && later.Person == call.Person && later.Round > call.Round);

    private Dictionary<string, List<Arrival>> Arrived() =>
        Directory.EnumerateFiles(folder, "*.eml").Select(Arrival.Read).GroupBy(a => a.Id).ToDictionary(g => g.Key, g => g.ToList());

    private static string IdOf(string key) => new Mail(key, [], "", "").IdAt(Domain);

    private sealed record Arrival(string Id, string To, string Subject, DateTimeOffset At)
    {
        public static Arrival Read(string file)
        {
            var mail = MimeMessage.Load(file, TestContext.Current.CancellationToken);
            return new Arrival(mail.MessageId ?? "", mail.To.ToString(), mail.Subject ?? "", File.GetLastWriteTimeUtc(file));
        }
    }
}
