using System.Data.Common;

namespace Plimsoll.Server.Journal;

/// <summary>Tokens of programs and of people's command lines; of each only what its owner may know again.</summary>
public sealed class TokenTable(SqlJournal journal)
{
    private const string Columns =
        "SELECT id, person, name, kind, may, scope, made_at, until, used_at, revoked_at FROM api_token";

    public async Task<StoredToken?> ByDigest(string digest, CancellationToken stop) =>
        await journal.Query($"{Columns} WHERE digest = @digest", ("@digest", digest), From, stop)
            is [var found, ..] ? found : null;

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<StoredToken>> All(CancellationToken stop) => journal.Query(
        $"{Columns} ORDER BY made_at DESC, id LIMIT @limit", ("@limit", 10_000), From, stop);

    public Task Add(StoredToken token, string digest, CancellationToken stop) => journal.Change(
        tables => tables.Run(
            """
            INSERT INTO api_token (id, digest, person, name, kind, may, scope, made_at, until)
            VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9)
            """,
            token.Id, digest, token.Person, token.Name, token.Kind, token.May, token.Scope,
            token.MadeAt.ToUnixTimeMilliseconds(), token.Until.ToUnixTimeMilliseconds()),
        stop);

    public Task Used(string id, DateTimeOffset at, CancellationToken stop) => journal.Change(
        tables => tables.Run("UPDATE api_token SET used_at = @1 WHERE id = @2", at.ToUnixTimeMilliseconds(), id), stop);

    /// <summary>False when there is none, or it was revoked before.</summary>
    public Task<bool> Revoke(string id, DateTimeOffset at, CancellationToken stop) => journal.Change(
        tables => tables.Run("UPDATE api_token SET revoked_at = @1 WHERE id = @2 AND revoked_at IS NULL",
            at.ToUnixTimeMilliseconds(), id) == 1,
        stop);

    public Task RevokeAll(string person, DateTimeOffset at, CancellationToken stop) => journal.Change(
        tables => tables.Run("UPDATE api_token SET revoked_at = @1 WHERE person = @2 AND revoked_at IS NULL",
            at.ToUnixTimeMilliseconds(), person),
        stop);

    private static StoredToken From(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
        At(row.GetInt64(6)), At(row.GetInt64(7)))
    {
        UsedAt = row.IsDBNull(8) ? null : At(row.GetInt64(8)),
        RevokedAt = row.IsDBNull(9) ? null : At(row.GetInt64(9)),
    };

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <param name="Kind"><c>api</c> for a program, <c>signin</c> for a person's command line.</param>
/// <param name="May">Permissions with spaces between; empty: all its person has.</param>
/// <param name="Scope">What it is for at most.</param>
public sealed record StoredToken(
    string Id, string Person, string Name, string Kind, string May, string Scope,
    DateTimeOffset MadeAt, DateTimeOffset Until)
{
    public DateTimeOffset? UsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}
