using Microsoft.Data.Sqlite;

namespace Plimsoll.Server.Journal;

/// <summary>Who an opaque person id stands for. Kept beside the journal, so that a person can be forgotten.</summary>
public sealed class People(SqliteJournal journal)
{
    private const string Columns = "SELECT id, name, mail FROM people";

    public Task Save(Person person, CancellationToken stop) => journal.Change(tables => Save(tables, person), stop);

    /// <summary>Facts keep the id, which then stands for nobody.</summary>
    public Task Forget(string id, CancellationToken stop) => journal.Change(tables => Forget(tables, id), stop);

    public async Task<Person?> Find(string id, CancellationToken stop) =>
        await journal.Query($"{Columns} WHERE id = $id", ("$id", id), From, stop) is [var found, ..] ? found : null;

    public Task<IReadOnlyList<Person>> All(CancellationToken stop) =>
        journal.Query($"{Columns} ORDER BY name, id LIMIT $limit", ("$limit", 10_000), From, stop);

    private static bool Save(Tables tables, Person person)
    {
        using var save = new Statement(
            tables.Connection,
            """
            INSERT INTO people (id, name, mail) VALUES ($id, $name, $mail)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, mail = excluded.mail
            """,
            "$id", "$name", "$mail");
        (save[0], save[1], save[2]) = (person.Id, person.Name, person.Mail);
        return save.Execute() == 1;
    }

    private static bool Forget(Tables tables, string id)
    {
        using var forget = new Statement(tables.Connection, "DELETE FROM people WHERE id = $id", "$id");
        forget[0] = id;
        return forget.Execute() == 1;
    }

    private static Person From(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2));
}

/// <summary>A person as the house knows them.</summary>
public sealed record Person(string Id, string Name, string? Mail);
