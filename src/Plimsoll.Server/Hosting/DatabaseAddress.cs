using Npgsql;

namespace Plimsoll.Server.Hosting;

/// <summary>The PostgreSQL database that several servers share, as it is written on a command line or in the environment.</summary>
internal static class DatabaseAddress
{
    /// <summary>What whoever starts a server with a password in its database's address is told; never the password.</summary>
    public const string HoldsPassword = "The database's address holds a password: where it is given by --database, everybody on this machine "
        + "can read it in the list of processes. Put it into PGPASSWORD or a PGPASSFILE, and leave it out of the address.";

    private const string Example = "postgres://plimsoll@db1.example.org,db2.example.org/plimsoll?sslmode=require";

    /// <param name="text">An address as <c>psql</c> takes it, or <c>Host=…;Database=…</c>; empty: SQLite in the data folder.</param>
    /// <param name="flag">Where whoever typed it finds it.</param>
    /// <exception cref="SettingsInvalid">It is neither.</exception>
    public static NpgsqlConnectionStringBuilder? Read(string text, string flag = "--database")
    {
        if (text == "") return null;
        try
        {
            var read = IsAddress(text) ? FromAddress(text) : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(read.Host)) throw new FormatException("it names no host");
            if (string.IsNullOrEmpty(read.Database)) throw new FormatException("it names no database");
            return read;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or OverflowException)
        {
            // Never the text itself, nor a part of it: it may hold a password.
            throw new SettingsInvalid(
                $"{flag} is an address such as {Example}, and what was given cannot be read: {(problem is FormatException ? problem.Message : "a value or a name in it is wrong")}. The password "
                + "belongs into PGPASSWORD or a PGPASSFILE, not here; '/', '?', ':' and '@' in a name are written %2F, %3F, %3A and %40.");
        }
    }

    private static bool IsAddress(string text) => text.Contains("://", StringComparison.Ordinal);

    private static NpgsqlConnectionStringBuilder FromAddress(string text)
    {
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        if (!text.StartsWith("postgres://", StringComparison.Ordinal) && !text.StartsWith("postgresql://", StringComparison.Ordinal))
            throw new FormatException("it begins with neither postgres:// nor postgresql://");
        var (place, query) = Cut(rest, '?');
        var (authority, database) = Cut(place, '/');
        var at = authority.LastIndexOf('@');
        var (user, password) = Cut(at < 0 ? "" : authority[..at], ':');
        var read = new NpgsqlConnectionStringBuilder { Host = authority[(at + 1)..], Database = Uri.UnescapeDataString(database) };
        if (user != "") read.Username = Uri.UnescapeDataString(user);
        if (password is { Length: > 0 }) read.Password = Uri.UnescapeDataString(password);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(pair, '=');
            Set(read, name, Uri.UnescapeDataString(value));
        }

        // One port for one host is what most have, and Npgsql wants it by itself then.
        if (!read.Host.Contains(',', StringComparison.Ordinal) && Cut(read.Host, ':') is var (host, port) && port != "")
            (read.Host, read.Port) = (host, ushort.TryParse(port, out var number)
                ? number : throw new FormatException("its port is no number from 1 to 65535"));
        return read;
    }

    private static void Set(NpgsqlConnectionStringBuilder read, string name, string value)
    {
        switch (name)
        {
            case "sslmode": read["SSL Mode"] = value.Replace("-", "", StringComparison.Ordinal); break;
            case "sslrootcert": read.RootCertificate = value; break;
            case "sslcert": read.SslCertificate = value; break;
            case "sslkey": read.SslKey = value; break;
            case "passfile": read.Passfile = value; break;
            case "connect_timeout": read["Timeout"] = value; break;
            case "application_name": read.ApplicationName = value; break;
            case "search_path": read.SearchPath = value; break;
            case "target_session_attrs": read.TargetSessionAttributes = value; break;
            default: throw new FormatException("what follows its question mark is not known; sslmode, sslrootcert, sslcert, sslkey, "
                + "passfile, connect_timeout, application_name, search_path and target_session_attrs are");
        }
    }

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var place ? (text[..place], text[(place + 1)..]) : (text, "");
}
