using System.Collections.Immutable;
using System.Text.Json;

namespace Plimsoll.Server.Access;

/// <summary>A browser that was let in. The id itself is only in its cookie; here is its digest.</summary>
public sealed record Session(string Key, DateTimeOffset Began, string Actor);

/// <summary>The browsers that were let in, in memory and in a file, so that a restart shuts nobody out.</summary>
public sealed class Sessions
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);
    private const int Most = 100;
    private readonly Lock _gate = new();
    private readonly AccessFolder _folder;
    private readonly TimeProvider _machineTime;
    private ImmutableDictionary<string, Session> _open;

    public Sessions(AccessFolder folder, TimeProvider machineTime)
    {
        _folder = folder;
        _machineTime = machineTime;
        _open = Load(folder.SessionsFile).ToImmutableDictionary(s => s.Key);
    }

    /// <summary>Begins a session; the answer is the secret for the cookie, kept nowhere else.</summary>
    public string Begin(string actor)
    {
        var id = Secrets.Make();
        var session = new Session(Secrets.Digest(id), _machineTime.GetUtcNow(), actor);
        Change(open => open.SetItem(session.Key, session));
        return id;
    }

    public Session? Find(string id) =>
        _open.GetValueOrDefault(Secrets.Digest(id)) is { } session && !IsOver(session) ? session : null;

    public bool IsOpen(string key) => _open.GetValueOrDefault(key) is { } session && !IsOver(session);

    public void ActAs(string key, string actor) =>
        Change(open => open.TryGetValue(key, out var found) ? open.SetItem(key, found with { Actor = actor }) : open);

    public void End(string key) => Change(open => open.Remove(key));

    private bool IsOver(Session session) => _machineTime.GetUtcNow() - session.Began >= Lifetime;

    private void Change(Func<ImmutableDictionary<string, Session>, ImmutableDictionary<string, Session>> change)
    {
        lock (_gate)
        {
            var kept = change(_open).Values.Where(s => !IsOver(s)).OrderByDescending(s => s.Began).Take(Most).ToArray();
            AccessFolder.Write(_folder.SessionsFile, JsonSerializer.Serialize(kept));
            _open = kept.ToImmutableDictionary(s => s.Key);
        }
    }

    // A file that cannot be read lets nobody in; a new link is one command away.
    private static Session[] Load(string file)
    {
        try
        {
            var sessions = File.Exists(file) ? JsonSerializer.Deserialize<Session[]>(File.ReadAllText(file)) : [];
            return [.. (sessions ?? []).DistinctBy(s => s.Key)];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
