using System.Data.Common;
using System.Globalization;

namespace Plimsoll.Server.Journal;

/// <summary>One statement of the writer, used again and again.</summary>
internal sealed class Statement : IDisposable
{
    private readonly DbCommand _command;

    public Statement(DbConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        foreach (var name in parameters) _command.Add(name, DBNull.Value);
    }

    public object? this[int parameter]
    {
        set => _command.Parameters[parameter].Value = value is string text ? Kept(text) : value ?? DBNull.Value;
    }

    /// <summary>What no database takes in a text becomes the sign for what cannot be shown.</summary>
    /// <remarks>A message that cannot be stored would otherwise keep all that come after it from being sent.</remarks>
    internal static string Kept(string text) => text.Contains('\0') || !WholeText.Is(text)
        ? System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD') : text;

    public int Execute() => _command.ExecuteNonQuery();

    public DbDataReader Query() => _command.ExecuteReader();

    public long Number() => Convert.ToInt64(_command.ExecuteScalar(), CultureInfo.InvariantCulture);

    public void Dispose() => _command.Dispose();
}

internal static class Commands
{
    extension(DbConnection connection)
    {
        public DbCommand Say(string sql, params ReadOnlySpan<(string Name, object Value)> values)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in values) command.Add(name, value);
            return command;
        }

        public object? Scalar(string sql)
        {
            using var command = connection.Say(sql);
            return command.ExecuteScalar();
        }

        public long Count(string sql) => Convert.ToInt64(connection.Scalar(sql), CultureInfo.InvariantCulture);

        public int Run(string sql)
        {
            using var command = connection.Say(sql);
            return command.ExecuteNonQuery();
        }
    }

    extension(DbCommand command)
    {
        public void Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value is string text ? Statement.Kept(text) : value);
            command.Parameters.Add(parameter);
        }
    }
}
