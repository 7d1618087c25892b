using System.Data.Common;

namespace Plimsoll.Server.Journal;

/// <summary>Who an opaque person id stands for. Kept beside the journal, so that a person can be forgotten.</summary>
public sealed class People(SqlJournal journal)
{
    /// <summary>What other servers read again when somebody was changed here.</summary>
    internal const string Name = "people";

    private const string Columns = "SELECT id, name, mail, zone, also FROM people";

    public Task Save(Person person, CancellationToken stop) => journal.Change(tables => Save(tables, person), stop);

    /// <summary>Facts keep the id, which then stands for nobody.</summary>
    public Task Forget(string id, CancellationToken stop) => journal.Change(tables => Forget(tables, id), stop);

    public async Task<Person?> Find(string id, CancellationToken stop) =>
        await journal.Query($"{Columns} WHERE id = @id", ("@id", id), From, stop) is [var found, ..] ? found : null;

    public Task<IReadOnlyList<Person>> All(CancellationToken stop) =>
        journal.Query($"{Columns} ORDER BY name, id LIMIT @limit", ("@limit", 10_000), From, stop);

    private bool Save(Tables tables, Person person)
    {
        journal.Tell(tables, Name);
        using var save = new Statement(
            tables.Connection,
            """
            INSERT INTO people (id, name, mail, zone, also) VALUES (@id, @name, @mail, @zone, @also)
            ON CONFLICT (id) DO UPDATE SET
                name = excluded.name, mail = excluded.mail, zone = excluded.zone, also = excluded.also
            """,
            "@id", "@name", "@mail", "@zone", "@also");
        (save[0], save[1], save[2], save[3], save[4]) = (person.Id, person.Name, person.Mail, person.Zone, person.Also);
        return save.Execute() == 1;
    }

    private bool Forget(Tables tables, string id)
    {
        journal.Tell(tables, Name);
        using var forget = new Statement(tables.Connection, "DELETE FROM people WHERE id = @id", "@id");
        forget[0] = id;
        return forget.Execute() == 1;
    }

    private static Person From(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2))
        {
            Zone = row.GetString(3), Also = row.GetString(4),
        };
}

/// <summary>A person as the house knows them.</summary>
/// <param name="Mail">Where mail for them goes.</param>
public sealed record Person(string Id, string Name, string? Mail)
{
    /// <summary>The IANA name of the zone they read mail in; empty: the organisation's.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Other addresses they are known by, in commits and lists; a space between two.</summary>
    public string Also { get; init; } = "";

    public IEnumerable<string> Addresses =>
        Also.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(Mail ?? "").Where(mail => mail != "");

    /// <summary>The one that mail goes to, and that proves them at a provider.</summary>
    public bool IsFirst(string mail) => string.Equals(Mail, mail.Trim(), StringComparison.OrdinalIgnoreCase);

    public bool IsAt(string mail) => Addresses.Contains(mail.Trim(), StringComparer.OrdinalIgnoreCase);
}
