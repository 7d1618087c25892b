using Microsoft.Data.Sqlite;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>A data folder of one test, gone with it.</summary>
public sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("plimsoll-journal-").FullName;

    public JournalSettings Settings => new(Path)
    {
        BallastBytes = 64 * 1024,
        SecondsForALock = 1,
        Die = words => Deaths.Add(words),
    };

    public List<string> Deaths { get; } = [];

    public SqliteJournal Open() => SqliteJournal.Open(Settings);

    /// <summary>Changes the file behind the journal's back.</summary>
    public void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Settings.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public bool Holds(string text) => Directory.EnumerateFiles(Path, "plimsoll.db*")
        .Any(file => System.Text.Encoding.Latin1.GetString(ReadShared(file)).Contains(text, StringComparison.Ordinal));

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
