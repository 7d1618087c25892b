using System.Collections.Immutable;
using System.Text.Json;

namespace Plimsoll.Server.Access;

/// <summary>A browser that was let in. The id itself is only in its cookie; here is its digest.</summary>
public sealed record Session(string Key, DateTimeOffset Began, string Actor)
{
    /// <summary>Who signed in; empty for a browser that opened a link while names were claimed.</summary>
    public string Person { get; init; } = "";

    /// <summary>What the browser calls itself.</summary>
    public string Browser { get; init; } = "";

    /// <summary>The address it signed in from.</summary>
    public string From { get; init; } = "";

    /// <summary>Who proved them; empty: a password did.</summary>
    public string Issuer { get; init; } = "";

    public DateTimeOffset SeenAt { get; init; }
}

/// <summary>The browsers that were let in, in memory and written down, so that a restart shuts nobody out.</summary>
public sealed class Sessions
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>By a provider: what it says of a person, groups included, is no older than a working day.</summary>
    public static readonly TimeSpan LifetimeByProvider = TimeSpan.FromHours(12);

    private const int MostClaimed = 100;
    private const int MostOfAPerson = 30;
    private const int LongestBrowser = 200;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SeenIsKeptEvery = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly ISessionStore _store;
    private readonly TimeProvider _machineTime;
    private string _read;
    private long _looked;
    private ImmutableDictionary<string, Session> _open;

    public Sessions(ISessionStore store, TimeProvider machineTime)
    {
        (_store, _machineTime) = (store, machineTime);
        _read = store.Read();
        _open = Parsed(_read);
    }

    /// <summary>Another server has changed what is written down.</summary>
    public void ReadAgain()
    {
        // Not while others wait: the store may be slow to answer.
        var text = _store.Read();
        lock (_gate)
        {
            if (text == _read) return;
            (_read, _open) = (text, WithSeen(Parsed(text)));
        }
    }

    // Cookies can be made up by anybody; each of them must not cost a look.
    private bool MayLook()
    {
        var (before, now) = (Volatile.Read(ref _looked), _machineTime.GetTimestamp());
        return _machineTime.GetElapsedTime(before, now) > BetweenLooks && Interlocked.CompareExchange(ref _looked, now, before) == before;
    }

    /// <summary>Begins a session; the answer is the secret for the cookie, kept nowhere else.</summary>
    public string Begin(string actor) => Begin(new Session("", default, actor));

    /// <summary>The same for somebody who signed in.</summary>
    public string Begin(string person, string browser, string from, string issuer = "") =>
        Begin(new Session("", default, person)
    {
        Person = person,
        Browser = browser.Length <= LongestBrowser ? browser : browser[..LongestBrowser],
        From = from,
        Issuer = issuer,
    });

    private string Begin(Session begun)
    {
        var id = Secrets.Make();
        var now = _machineTime.GetUtcNow();
        var session = begun with { Key = Secrets.Digest(id), Began = now, SeenAt = now };
        Change(open => open.SetItem(session.Key, session));
        return id;
    }

    public Session? Find(string id) =>
        Of(Secrets.Digest(id)) is { } session ? Seen(session) : null;

    public Session? Of(string key)
    {
        // Begun a moment ago at another server: a browser does not wait until it is heard of here.
        if (_store.IsShared && key != "" && !_open.ContainsKey(key) && MayLook()) ReadAgain();
        return _open.GetValueOrDefault(key) is { } session && !IsOver(session) ? session : null;
    }

    /// <summary>A person's browsers, the one seen last first.</summary>
    public IReadOnlyList<Session> OfPerson(string person) =>
        [.. _open.Values.Where(s => s.Person == person && !IsOver(s)).OrderByDescending(s => s.SeenAt)];

    public void ActAs(string key, string actor) =>
        Change(open => open.TryGetValue(key, out var found) ? open.SetItem(key, found with { Actor = actor }) : open);

    public void End(string key) => Change(open => open.Remove(key));

    /// <summary>Signs a person out everywhere, or everywhere but here.</summary>
    public void EndAll(string person, string butKey = "") =>
        Change(open => open.RemoveRange(open.Values.Where(s => s.Person == person && s.Key != butKey).Select(s => s.Key)));

    /// <summary>Ends what a provider proved of a person; browsers they opened with a password stay.</summary>
    public void EndBy(string person, string issuer) => Change(open =>
        open.RemoveRange(open.Values.Where(s => s.Person == person && s.Issuer == issuer).Select(s => s.Key)));

    // Only in memory: it is of use while the browser is open.
    private Session Seen(Session session)
    {
        var now = _machineTime.GetUtcNow();
        if (now - session.SeenAt < SeenIsKeptEvery) return session;
        lock (_gate)
        {
            if (_open.ContainsKey(session.Key)) _open = _open.SetItem(session.Key, session with { SeenAt = now });
        }

        return session;
    }

    private bool IsOver(Session session) =>
        _machineTime.GetUtcNow() - session.Began >= (session.Issuer == "" ? Lifetime : LifetimeByProvider);

    private void Change(Func<ImmutableDictionary<string, Session>, ImmutableDictionary<string, Session>> change)
    {
        lock (_gate)
        {
            _read = _store.Change(text => JsonSerializer.Serialize(
                change(WithSeen(Parsed(text))).Values.Where(s => !IsOver(s)).GroupBy(s => s.Person).SelectMany(Newest)));
            _open = Parsed(_read);
        }
    }

    // When a browser was last here is known in memory alone.
    private ImmutableDictionary<string, Session> WithSeen(ImmutableDictionary<string, Session> read) => read.SetItems(
        from known in _open.Values
        where read.TryGetValue(known.Key, out var other) && other.SeenAt < known.SeenAt
        select KeyValuePair.Create(known.Key, read[known.Key] with { SeenAt = known.SeenAt }));

    private static IEnumerable<Session> Newest(IGrouping<string, Session> person) =>
        person.OrderByDescending(s => s.Began).Take(person.Key == "" ? MostClaimed : MostOfAPerson);

    // What cannot be read lets nobody in; a new link is one command away.
    private static ImmutableDictionary<string, Session> Parsed(string text)
    {
        try
        {
            var sessions = text == "" ? [] : JsonSerializer.Deserialize<Session[]>(text) ?? [];
            return sessions.DistinctBy(s => s.Key).ToImmutableDictionary(s => s.Key);
        }
        catch (JsonException)
        {
            return ImmutableDictionary<string, Session>.Empty;
        }
    }
}
