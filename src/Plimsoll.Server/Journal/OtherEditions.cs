using Npgsql;
using NpgsqlTypes;
using Plimsoll.Server.Nodes;

namespace Plimsoll.Server.Journal;

/// <summary>The other servers that are here and know other facts than this one, as of the moment the head was locked.</summary>
internal sealed class OtherEditions(NpgsqlConnection connection, Vocabulary own)
{
    // Not heard of for so long, a server is not reckoned with any more: it finds out by itself when it comes back.
    private static readonly string IsHere = $"beat_at > {NodeTable.Milliseconds} - {(long)NodeLease.Silence.TotalMilliseconds}";

    private static readonly string Others = $"SELECT name, version, words FROM node WHERE words <> @own AND {IsHere} ORDER BY name";

    /// <summary>The name of a server that is here.</summary>
    public static readonly string Somebody = $"SELECT name FROM node WHERE {IsHere} ORDER BY name LIMIT 1";

    private readonly HouseWords _words = new(connection);
    private readonly List<(string Name, string Version, string Words)> _here = [];

    public void Begin() => _here.Clear();

    public NpgsqlBatchCommand Ask() => PostgresTables.Say(Others, ("@own", NpgsqlDbType.Text, own.Key));

    public void Know(NpgsqlDataReader rows)
    {
        while (rows.Read()) _here.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2)));
    }

    /// <summary>Why these cannot be written yet; null where everybody who is here understands them.</summary>
    public string? Obstacle(IReadOnlyList<NewFact> facts)
    {
        foreach (var (name, version, words) in _here)
            if (facts.Select(f => _words.Of(words).Missing(f.Name, f.Body)).FirstOrDefault(w => w is not null) is { } word)
                return $"Nothing was written and nothing is lost: server {name} (version {version}) does not know '{word}', and would show and "
                    + "decide things wrongly. While servers of two versions stand beside each other, only what all of them know is "
                    + "written. Upgrade that server or stop it; plimsoll server nodes shows them all.";
        return null;
    }
}
