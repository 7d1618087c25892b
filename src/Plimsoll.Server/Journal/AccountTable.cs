using System.Data.Common;

namespace Plimsoll.Server.Journal;

/// <summary>What proves that somebody is who they say: beside the facts, so that it can go.</summary>
public sealed class AccountTable(SqlJournal journal)
{
    private const string Columns = "SELECT person, mail, password FROM account";

    public async Task<StoredAccount?> ByMail(string mail, CancellationToken stop) =>
        await journal.Query($"{Columns} WHERE mail = @mail", ("@mail", mail.ToLowerInvariant()), From, stop)
            is [var found, ..] ? found : null;

    public async Task<StoredAccount?> Of(string person, CancellationToken stop) =>
        await journal.Query($"{Columns} WHERE person = @person", ("@person", person), From, stop)
            is [var found, ..] ? found : null;

    /// <summary>False when another person has the address.</summary>
    public Task<bool> Save(
        StoredAccount account, IReadOnlyList<string> recovery, DateTimeOffset at, CancellationToken stop) =>
        journal.Change(tables => Save(tables, account, recovery, at), stop);

    /// <summary>True once for each code: it is nobody's afterwards.</summary>
    public Task<bool> TakeRecovery(string person, string digest, CancellationToken stop) =>
        Take("recovery_code", digest, person, stop);

    public async Task<int> RecoveryLeft(string person, CancellationToken stop) => (await journal.Query(
        "SELECT count(*) FROM recovery_code WHERE person = @person", ("@person", person), row => row.GetInt32(0), stop))
        .Single();

    /// <summary>Nobody signs in as this person any more.</summary>
    public Task Remove(string person, CancellationToken stop) => journal.Change(
        tables => tables.Run("DELETE FROM account WHERE person = @1", person)
            + tables.Run("DELETE FROM recovery_code WHERE person = @1", person)
            + tables.Run("DELETE FROM invitation WHERE person = @1", person),
        stop);

    public Task Invite(string digest, string person, DateTimeOffset until, CancellationToken stop) => journal.Change(
        tables =>
        {
            tables.Run("DELETE FROM invitation WHERE person = @1", person);
            return tables.Run("INSERT INTO invitation (digest, person, until) VALUES (@1, @2, @3)",
                digest, person, until.ToUnixTimeMilliseconds());
        },
        stop);

    /// <summary>Whom an invitation is for; null when there is none, or it is over.</summary>
    public async Task<string?> Invited(string digest, DateTimeOffset now, CancellationToken stop) =>
        await journal.Query(
            "SELECT person, until FROM invitation WHERE digest = @digest", ("@digest", digest),
            row => (Person: row.GetString(0), Until: row.GetInt64(1)), stop) is [var found, ..]
            && now.ToUnixTimeMilliseconds() < found.Until ? found.Person : null;

    /// <summary>True for one of all who follow the same link.</summary>
    public Task<bool> TakeInvitation(string digest, string person, CancellationToken stop) =>
        Take("invitation", digest, person, stop);

    private Task<bool> Take(string table, string digest, string person, CancellationToken stop)
    {
        // Run again where the answer to its commit was lost: what it took then bears its name, and nobody takes that.
        var taker = $"taken/{Guid.NewGuid():n}";
        return journal.Change(
            tables =>
            {
                tables.Run($"DELETE FROM {table} WHERE person LIKE 'taken/%' AND person <> @1", taker);
                return tables.Run(
                    $"UPDATE {table} SET person = @1 WHERE digest = @2 AND person IN (@1, @3)",
                    taker, digest, person) == 1;
            },
            stop);
    }

    private static bool Save(
        Tables tables, StoredAccount account, IReadOnlyList<string> recovery, DateTimeOffset at)
    {
        var saved = tables.Run(
            """
            INSERT INTO account (person, mail, password, changed_at)
            SELECT @1, @2, @3, @4 WHERE NOT EXISTS (SELECT 1 FROM account WHERE mail = @2 AND person <> @1)
            ON CONFLICT (person) DO UPDATE SET mail = excluded.mail, password = excluded.password,
                changed_at = excluded.changed_at
            """,
            account.Person, account.Mail.ToLowerInvariant(), account.Password, at.ToUnixTimeMilliseconds());
        if (saved == 0) return false;
        if (recovery.Count > 0) tables.Run("DELETE FROM recovery_code WHERE person = @1", account.Person);
        foreach (var digest in recovery)
            tables.Run("INSERT INTO recovery_code (digest, person) VALUES (@1, @2)", digest, account.Person);
        return true;
    }

    private static StoredAccount From(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2));
}

/// <param name="Password">The hash, as ASP.NET Core Identity writes it.</param>
public sealed record StoredAccount(string Person, string Mail, string Password);
