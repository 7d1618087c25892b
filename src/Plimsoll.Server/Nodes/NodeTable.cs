using System.Data.Common;
using Npgsql;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes;

/// <summary>Who the servers on a database are, and which of them does the work.</summary>
/// <remarks>On a connection of its own: it must not wait for what the journal waits for.</remarks>
internal sealed class NodeTable : IDisposable
{
    // Which locks are ours among those of other programs on the same database.
    private const int Locks = 7_440;

    /// <summary>The database's clock, in which servers say when they were heard of.</summary>
    public const string Milliseconds = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private const string Say = $"""
        INSERT INTO node (id, name, address, version, began_at, beat_at, position, ahead, state, words, mail)
        VALUES (@id, @name, @address, @version, {Milliseconds}, {Milliseconds}, @position, @ahead, @state, @words,
            @mail)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, address = excluded.address, version = excluded.version,
            beat_at = excluded.beat_at, position = excluded.position, ahead = excluded.ahead, state = excluded.state,
            words = excluded.words, mail = excluded.mail
        """;

    private const string Serving = $"""
        SELECT words FROM node WHERE id <> @id AND words <> @own AND state = '{NodeWords.Serves}' AND beat_at > {Milliseconds} - @gone
        """;

    private const string Look = $"""
        SELECT coalesce(l.owner, ''), coalesce(l.token, 0), coalesce(l.heartbeat, 0), {Milliseconds}, {IsHere}
        FROM (SELECT 1) one LEFT JOIN lease l ON l.key = @key LEFT JOIN node n ON n.id = l.owner
        """;

    private const string IsHere = """
        EXISTS (SELECT 1 FROM pg_locks p WHERE p.locktype = 'advisory' AND p.classid = 7440 AND p.granted
            AND p.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND p.objid::bigint = (('x' || lpad(substr(n.id, 2), 16, '0'))::bit(64)::bigint))
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NodeId _node;
    private readonly Vocabulary _own;
    private readonly HouseWords _words;
    private bool _isHere;
    private bool _isKnown;

    private NodeTable(NpgsqlConnection connection, NodeId node, Vocabulary own)
    {
        (_connection, _node, _own) = (connection, node, own);
        _words = new HouseWords(connection);
    }

    public static NodeTable Open(PostgresSettings store, NodeId node)
    {
        // Found before anything is said: it takes a moment.
        var words = store.Edition.Names.Words;
        return new NodeTable(store.ForListening(), node, words);
    }

    /// <summary>Everybody sees that this node is here, and no other has its id.</summary>
    /// <remarks>Gone the moment the process is, however it ends; of one that was cut off, when the database notices.</remarks>
    public bool Shows() => _isHere = _isHere || _connection.Scalar($"SELECT pg_try_advisory_lock({Locks}, {_node.Number})") is true;

    /// <summary>Whether a node is not there, as nobody holds its place; seen from a connection that is closed afterwards.</summary>
    public static bool IsGone(NpgsqlConnection connection, NodeId node) =>
        connection.Scalar($"SELECT pg_try_advisory_lock({Locks}, {node.Number})") is true;

    /// <summary>Says that this node is there, how it is, and, when it comes in, what it knows.</summary>
    public void Beat(NodeSaid said)
    {
        if (_isKnown)
        {
            Write(said);
            return;
        }

        using var transaction = _connection.BeginTransaction();
        // Whatever is written from here on is written by somebody who knows what this node knows; what was before, it reads.
        _connection.Scalar("SELECT position FROM head FOR UPDATE");
        _words.Say(_own);
        Write(said);
        transaction.Commit();
        _isKnown = true;
    }

    private void Write(NodeSaid said)
    {
        using var command = _connection.Say(Say, ("@id", said.Id), ("@name", said.Name), ("@address", said.Address), ("@version", said.Version),
            ("@position", said.Position), ("@ahead", (long)said.Ahead.TotalMilliseconds), ("@state", said.State),
            ("@words", _own.Key), ("@mail", said.Mail));
        command.ExecuteNonQuery();
    }

    public NodeLease Read()
    {
        using var command = _connection.Say(Look, ("@key", NodeLease.Key));
        using var row = command.ExecuteReader();
        row.Read();
        return new NodeLease(
            row.GetString(0), row.GetInt64(1), row.GetInt64(2) is > 0 and var beat ? At(beat) : null, row.GetBoolean(4),
            At(row.GetInt64(3)));
    }

    /// <summary>A server of an older version is here and may take the work: all it writes is understood by all, and not all that this
    /// one would write.</summary>
    public bool IsLeftToOlder()
    {
        using var command = _connection.Say(
            Serving, ("@id", _node.Value), ("@own", _own.Key), ("@gone", (long)NodeLease.Gone.TotalMilliseconds));
        List<string> others = [];
        using (var row = command.ExecuteReader())
            while (row.Read()) others.Add(row.GetString(0));
        return others.Exists(key => _words.Of(key) is { Count: > 0 } words && _own.Covers(words) && !words.Covers(_own));
    }

    /// <summary>Null where another was quicker, or moves the house elsewhere. The head of the journal is locked first:
    /// what the owner before was writing is written by then, and what it writes later is fenced.</summary>
    public Lease? Take(NodeId node, long seen)
    {
        using var transaction = _connection.BeginTransaction();
        _connection.Scalar("SELECT position FROM head FOR UPDATE");
        if (IsBeingMoved()) return null;
        // Output that is being written for the owner before is there by then, or nowhere.
        _connection.Scalar($"SELECT token FROM lease WHERE key = '{NodeLease.Key}' FOR UPDATE");
        using var command = _connection.Say(
            $"""
            INSERT INTO lease (key, owner, token, heartbeat) VALUES (@key, @owner, 1, {Milliseconds})
            ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, token = lease.token + 1, heartbeat = excluded.heartbeat
            WHERE lease.token = @seen RETURNING token
            """,
            ("@key", NodeLease.Key), ("@owner", node.Value), ("@seen", seen));
        var token = command.ExecuteScalar() as long?;
        transaction.Commit();
        return token is { } taken ? new Lease(NodeLease.Key, node.Value, taken) : null;
    }

    /// <summary>What is copied elsewhere must not be gone on with here.</summary>
    /// <remarks>A mark that a killed server left keeps nobody from it.</remarks>
    private bool IsBeingMoved()
    {
        if (MovedDatabase.Read(_connection) is not { } moving) return false;
        using var command = _connection.Say($"SELECT 1 FROM node n WHERE n.id = @by AND {IsHere}", ("@by", moving.By));
        return command.ExecuteScalar() is not null;
    }

    /// <summary>False: another has it by now.</summary>
    public bool Keep(Lease lease) => Change($"heartbeat = {Milliseconds}", lease) == 1;

    /// <summary>Whoever looks next may take it at once.</summary>
    public void GiveBack(Lease lease) => Change("heartbeat = 0", lease);

    /// <summary>This node has ended of its own accord.</summary>
    public void Leave(NodeId node)
    {
        using var command = _connection.Say("DELETE FROM node WHERE id = @id", ("@id", node.Value));
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    private int Change(string what, Lease lease)
    {
        using var command = _connection.Say(
            $"UPDATE lease SET {what} WHERE key = @key AND owner = @owner AND token = @token",
            ("@key", lease.Key), ("@owner", lease.Owner), ("@token", lease.Token));
        return command.ExecuteNonQuery();
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>What a node says of itself.</summary>
/// <param name="Position">Up to where its boards know the journal.</param>
/// <param name="Ahead">How far its clock is ahead of the database's.</param>
/// <param name="State">A word: <c>works</c>, <c>serves</c>, or a sentence on why it does no work.</param>
internal sealed record NodeSaid(
    string Id, string Name, string Address, string Version, long Position, TimeSpan Ahead, string State)
{
    /// <summary>A word: <c>yes</c> where it has a mail server, else <c>no</c>.</summary>
    public string Mail { get; init; } = "";
}
