using System.Data.Common;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes;

/// <summary>Small texts that all nodes have to agree on, each with a version that rises with every change.</summary>
public sealed class SharedTexts(SqlJournal journal)
{
    private const string Columns = "SELECT name, version, text FROM shared";

    /// <summary>The versions there are, by name.</summary>
    public IReadOnlyDictionary<string, long> Versions() =>
        journal.Query("SELECT name, version FROM shared", [], row => (row.GetString(0), row.GetInt64(1)))
            .ToDictionary(row => row.Item1, row => row.Item2);

    /// <summary>Version 0 and nothing where it was never written.</summary>
    public (long Version, string Text) Read(string name) =>
        journal.Query($"{Columns} WHERE name = @name", [("@name", name)], From) is [var found, ..]
            ? (found.Version, found.Text) : (0, "");

    /// <summary>What the first server said that asked; nothing is written where one has.</summary>
    public async Task<string> Agreed(string name, Func<string> own, CancellationToken stop) =>
        Read(name).Text is { Length: > 0 } known ? known : await Change(name, text => text != "" ? text : own(), stop);

    /// <summary>In one step: nobody writes between what was read and what is written.</summary>
    public async Task<string> Change(string name, Func<string, string> change, CancellationToken stop) =>
        await journal.Change(tables => Change(tables, name, change), stop);

    /// <summary>By whoever makes or leaves a house while no server keeps the text in memory: nobody is told of it.</summary>
    internal static void Put(DbConnection connection, string name, string text)
    {
        using var command = connection.Say(
            "INSERT INTO shared (name, version, text) VALUES (@name, 1, @text) ON CONFLICT (name) DO UPDATE SET text = excluded.text",
            ("@name", name), ("@text", text));
        command.ExecuteNonQuery();
    }

    private static string Change(Tables tables, string name, Func<string, string> change)
    {
        var text = "";
        using (var command = tables.Connection.Say($"{Columns} WHERE name = @name"))
        {
            command.Add("@name", name);
            using var row = command.ExecuteReader();
            if (row.Read()) text = From(row).Text;
        }

        text = change(text);
        tables.Run(
            """
            INSERT INTO shared (name, version, text) VALUES (@1, 1, @2)
            ON CONFLICT (name) DO UPDATE SET version = shared.version + 1, text = excluded.text
            """,
            name, text);
        return text;
    }

    private static (string Name, long Version, string Text) From(DbDataReader row) =>
        (row.GetString(0), row.GetInt64(1), row.GetString(2));
}
