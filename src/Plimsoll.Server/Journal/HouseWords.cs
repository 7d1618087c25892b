using System.Data.Common;

namespace Plimsoll.Server.Journal;

/// <summary>What the versions of a house know, each said by its servers when they come in.</summary>
internal sealed class HouseWords(DbConnection connection)
{
    private readonly Dictionary<string, Vocabulary> _known = [];

    /// <summary>Of a server that does not say what it knows: nothing.</summary>
    public Vocabulary Of(string key)
    {
        if (_known.TryGetValue(key, out var known)) return known;
        using var command = connection.Say("SELECT text FROM shared WHERE name = @name", ("@name", NameOf(key)));
        return _known[key] = Vocabulary.Read(command.ExecuteScalar() as string ?? "");
    }

    public void Say(Vocabulary words)
    {
        using var command = connection.Say(
            "INSERT INTO shared (name, version, text) VALUES (@name, 1, @text) ON CONFLICT DO NOTHING",
            ("@name", NameOf(words.Key)), ("@text", words.Text));
        command.ExecuteNonQuery();
    }

    private static string NameOf(string key) => $"words/{key}";
}
