namespace Plimsoll.Cli;

/// <summary>Finds the server: flags, then variables, then files. A token goes only to its own address.</summary>
internal static class ServerSearch
{
    private const string How = """
        Start one with `./run` in Plimsoll's folder, or name one that runs:
            plimsoll --server http://127.0.0.1:7440 --token-file FILE …
        """;

    /// <param name="data">The data folder whose server is meant, unless one is typed; empty: any.</param>
    public static ServerPlace Find(Call call, string data = "")
    {
        var terminal = call.Terminal;
        var settings = UserSettings.Read(terminal);
        var folders = data != "" ? [data] : Folders(terminal, settings).ToList();
        // Whoever names a folder means its server, whatever a variable or a file says of others.
        var mayBeAny = data == "" || call.Text("--server") != "";
        var named = (mayBeAny ? Named(call, settings, folders) : null) ?? FromFolders(terminal, folders);
        var tokenFile = Tokens(call).FirstOrDefault(f => f != "");
        var address = Address(named.Address, named.From);
        // Who has signed in acts as themselves; the node's own token is taken on purpose.
        var kept = KeptToken.FileOf(terminal, address);
        return new ServerPlace(
            address,
            Token(tokenFile is not null ? terminal.PathOf(tokenFile)
                : call.Text("--break-glass") == "" && File.Exists(kept) ? kept : named.TokenFile),
            named.From)
        {
            CaFile = Authorities(call, settings),
        };
    }

    /// <summary>Data folders in the order they are looked at.</summary>
    public static IEnumerable<string> Folders(Terminal terminal, UserSettings settings)
    {
        if (terminal.Variable("PLIMSOLL_DATA") is not "" and var folder)
        {
            yield return terminal.PathOf(folder);
            yield break;
        }

        yield return terminal.PathOf(".plimsoll");
        if (settings.Data != "") yield return terminal.PathOf(settings.Data);
        yield return UserSettings.DefaultData(terminal);
    }

    private static string Authorities(Call call, UserSettings settings)
    {
        string[] given = [call.Text("--ca-file"), call.Terminal.Variable("PLIMSOLL_CA_FILE"), settings.CaFile];
        return given.FirstOrDefault(g => g != "") is { } file ? call.Terminal.PathOf(file) : "";
    }

    private static string[] Tokens(Call call) =>
        [call.Text("--token-file"), call.Terminal.Variable("PLIMSOLL_TOKEN_FILE")];

    private static Found? Named(Call call, UserSettings settings, List<string> folders)
    {
        (string Address, string From)[] given =
            [(call.Text("--server"), "--server"), (call.Terminal.Variable("PLIMSOLL_SERVER"), "PLIMSOLL_SERVER")];
        if (given.FirstOrDefault(g => g.Address != "") is { Address: not null } named)
            return new Found(named.Address, TokenBeside(named.Address, folders), named.From);
        var local = call.Terminal.Variable("PLIMSOLL_DATA") != "" || File.Exists(Path.Combine(folders[0], "address"));
        return local || settings.Server == "" ? null : new Found(
            settings.Server,
            settings.TokenFile == "" ? TokenBeside(settings.Server, folders) : call.Terminal.PathOf(settings.TokenFile),
            settings.File);
    }

    private static Found FromFolders(Terminal terminal, List<string> folders)
    {
        if (folders.FirstOrDefault(f => File.Exists(Path.Combine(f, "address"))) is { } folder)
            return new Found(AddressIn(folder), Path.Combine(folder, "token"), Path.Combine(folder, "address"));
        var looked = string.Concat(folders.Select(f => $"\n    {Path.Combine(f, "address")}"));
        throw new Failure(
            ExitCodes.Failed,
            terminal.Variable("PLIMSOLL_DATA") is not "" and var data
                ? $"No Plimsoll server runs on the data folder {data} (PLIMSOLL_DATA)."
                : "No Plimsoll server runs here.",
            $"A running server writes its address into its data folder; there is none in:{looked}",
            How) { Unreachable = true };
    }

    private static string TokenBeside(string address, List<string> folders) =>
        folders.Where(f => File.Exists(Path.Combine(f, "address")) && Same(AddressIn(f), address))
            .Select(f => Path.Combine(f, "token")).FirstOrDefault("");

    private static string AddressIn(string folder) => File.ReadAllText(Path.Combine(folder, "address")).Trim();

    private static bool Same(string one, string other) =>
        string.Equals(one.TrimEnd('/'), other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static Uri Address(string address, string from) =>
        Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw Failure.Usage($"{address} is not a server's address ({from}).",
                fix: "Write it as http://127.0.0.1:7440.");

    private static string Token(string file)
    {
        if (file == "") return "";
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCodes.NotAllowed, $"The server's token cannot be read from {file}.", problem.Message,
                "Run this as the user the server runs as, or copy its token and add --token-file FILE.");
        }
    }

    private sealed record Found(string Address, string TokenFile, string From);
}
