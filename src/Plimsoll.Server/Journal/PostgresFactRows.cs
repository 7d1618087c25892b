using System.Text;
using Npgsql;

namespace Plimsoll.Server.Journal;

/// <summary>Facts as a database sends them.</summary>
internal sealed class PostgresFactRows : FactRows
{
    private const string Sql = $"SELECT {Columns} FROM fact WHERE position > @after ORDER BY position LIMIT @limit";
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlDataReader _row;

    public PostgresFactRows(NpgsqlConnection connection, long after, int limit)
    {
        _command = new NpgsqlCommand(Sql, connection);
        _command.Parameters.AddWithValue("@after", after);
        _command.Parameters.AddWithValue("@limit", limit);
        _row = _command.ExecuteReader();
    }

    public override void Dispose()
    {
        _row.Dispose();
        _command.Dispose();
    }

    protected override bool Step() => _row.Read();

    protected override long Number(int column) => _row.GetInt64(column);

    protected override ReadOnlySpan<byte> Blob(int column) => _row.GetValue(column) switch
    {
        string text => Encoding.UTF8.GetBytes(text),
        var bytes => (byte[])bytes,
    };

    protected override bool IsNull(int column) => _row.IsDBNull(column);
}
