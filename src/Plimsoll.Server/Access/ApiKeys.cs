using System.Collections.Concurrent;
using System.Collections.Frozen;
using Plimsoll.Core.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Access;

/// <summary>Tokens as the guard sees them, and how they are made and ended.</summary>
/// <param name="table">Null in a house without a journal: there is only the node's own token.</param>
public sealed class ApiKeys(TokenTable? table, TimeProvider machineTime)
{
    public const int UsualDays = 90;
    public const int MostDays = 366;
    public const string ForPrograms = "api";
    public const string ForPeople = "signin";

    /// <summary>Stands in an address that calendar programs ask; good for nothing else.</summary>
    public const string ForCalendars = "calendar";
    private static readonly TimeSpan UsedIsKeptEvery = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, bool> _over = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new();

    private TokenTable Table =>
        table ?? throw new InvalidOperationException("A house without a journal keeps no tokens.");

    /// <summary>Ended in this server's life; a request asks the store itself.</summary>
    public bool IsOver(string id) => _over.ContainsKey(id);

    /// <summary>Whose token this is; null when it is none, is over, or was revoked.</summary>
    public async Task<Caller?> Find(string shown, CancellationToken stop) =>
        await Good(shown, stop) is { Kind: not ForCalendars } found
            ? new Caller(Way.ApiToken, found.Person) { TokenId = found.Id, Limit = LimitOf(found) } : null;

    /// <summary>Whose calendar an address shows, and how far it reaches; null when it shows none.</summary>
    public async Task<(string Person, TokenLimit Limit)?> FindCalendar(string shown, CancellationToken stop) =>
        await Good(shown, stop) is { Kind: ForCalendars } found ? (found.Person, LimitOf(found)) : null;

    private async Task<StoredToken?> Good(string shown, CancellationToken stop)
    {
        if (table is null || !ApiTokens.IsWritten(shown)) return null;
        var now = machineTime.GetUtcNow();
        var found = await table.ByDigest(Secrets.Digest(shown), stop);
        if (found is null || found.RevokedAt is not null || now >= found.Until) return null;
        await Note(found.Id, now, stop);
        return found;
    }

    /// <summary>Makes a token; the answer is the secret, kept nowhere else.</summary>
    public async Task<string> Make(
        string person, string name, string kind, IEnumerable<string> may, Scope scope, int days, CancellationToken stop)
    {
        var (secret, now) = (ApiTokens.Make(), machineTime.GetUtcNow());
        var token = new StoredToken(
            Ids.Short(), person, name, kind, string.Join(' ', may), scope.Value, now, now.AddDays(days));
        await Table.Add(token, Secrets.Digest(secret), stop);
        return secret;
    }

    public Task<IReadOnlyList<StoredToken>> All(CancellationToken stop) => Table.All(stop);

    public async Task<bool> Revoke(string id, CancellationToken stop)
    {
        _over[id] = true;
        return await Table.Revoke(id, machineTime.GetUtcNow(), stop);
    }

    public async Task RevokeAll(string person, CancellationToken stop)
    {
        foreach (var token in await Table.All(stop))
            if (token.Person == person) _over[token.Id] = true;
        await Table.RevokeAll(person, machineTime.GetUtcNow(), stop);
    }

    public bool IsGood(StoredToken token) => token.RevokedAt is null && machineTime.GetUtcNow() < token.Until;

    private static TokenLimit LimitOf(StoredToken token) => new(
        token.May == "" ? null : token.May.Split(' ').ToFrozenSet(), new Scope(token.Scope), token.Kind == ForPeople);

    // To the minute: a program that asks a hundred times a second does not write as often.
    private async Task Note(string id, DateTimeOffset now, CancellationToken stop)
    {
        if (_used.TryGetValue(id, out var last) && now - last < UsedIsKeptEvery) return;
        _used[id] = now;
        try
        {
            await Table.Used(id, now, stop);
        }
        catch (Exception problem) when (problem.IsOfTheStore)
        {
            // A full disk, for one: who only reads is not turned away for that.
        }
    }
}
