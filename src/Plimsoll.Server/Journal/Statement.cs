using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Plimsoll.Server.Journal;

/// <summary>One prepared statement of the writer, used again and again.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        foreach (var name in parameters) _command.Parameters.Add(new SqliteParameter { ParameterName = name });
    }

    public object? this[int parameter]
    {
        set => _command.Parameters[parameter].Value = value ?? DBNull.Value;
    }

    public int Execute() => _command.ExecuteNonQuery();

    public SqliteDataReader Query() => _command.ExecuteReader();

    public long Number() => Convert.ToInt64(_command.ExecuteScalar(), CultureInfo.InvariantCulture);

    public void Dispose() => _command.Dispose();
}
