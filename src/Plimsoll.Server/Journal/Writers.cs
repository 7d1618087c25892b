namespace Plimsoll.Server.Journal;

/// <summary>Which versions have written to a journal, each from which position on: so that an older one can say which is needed.</summary>
internal static class Writers
{
    public const string Table = """

        CREATE TABLE IF NOT EXISTS writer (
            version TEXT PRIMARY KEY,
            since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """;

    /// <summary>The version that began to write last before a position.</summary>
    public const string Of = "SELECT version FROM writer WHERE since <= @position ORDER BY since DESC, version DESC LIMIT 1";

    public static void Add(Tables tables, string version, long position) =>
        tables.Run("INSERT INTO writer (version, since) VALUES (@1, @2) ON CONFLICT DO NOTHING", version, position);
}
