namespace Plimsoll.Server.Journal;

/// <summary>Which account at an outside provider is which person here; of the account only its digest.</summary>
/// <remarks>It stays when a person leaves: whoever has left is known again at the door.</remarks>
public sealed class IdentityTable(SqlJournal journal)
{
    /// <summary>The person an account belongs to; null when it was never seen.</summary>
    public async Task<string?> PersonOf(string digest, CancellationToken stop) => await journal.Query(
        "SELECT person FROM identity WHERE digest = @digest", ("@digest", digest), row => row.GetString(0), stop)
        is [var person, ..] ? person : null;

    /// <summary>Where a person signs in with an account of their own.</summary>
    public Task<IReadOnlyList<string>> IssuersOf(string person, CancellationToken stop) => journal.Query(
        "SELECT issuer FROM identity WHERE person = @person", ("@person", person), row => row.GetString(0), stop);

    /// <summary>Ties an account to a person and to nobody else; an invitation that waits for them is spent by it.</summary>
    /// <returns>False when the person is tied to another account at this issuer.</returns>
    public Task<bool> Link(
        string digest, string issuer, string person, DateTimeOffset at, CancellationToken stop) => journal.Change(
        tables => tables.Run(
            """
            INSERT INTO identity (digest, issuer, person, since)
            SELECT @1, @2, @3, @4 WHERE NOT EXISTS (SELECT 1 FROM identity WHERE issuer = @2 AND person = @3)
            ON CONFLICT (digest) DO UPDATE SET person = excluded.person, since = excluded.since
            """,
            digest, issuer, person, at.ToUnixTimeMilliseconds()) == 1
            && tables.Run("DELETE FROM invitation WHERE person = @1", person) >= 0,
        stop);

    /// <summary>A person's account at an issuer proves them no more.</summary>
    public Task Unlink(string person, string issuer, CancellationToken stop) => journal.Change(
        tables => tables.Run("DELETE FROM identity WHERE person = @1 AND issuer = @2", person, issuer), stop);
}
