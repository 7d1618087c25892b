using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Repositories;

/// <summary>Says in plain words why git could not reach a repository, and what to do.</summary>
internal static class GitWords
{
    public const string UnknownHost =
        "its host is not known. Correct the address, or the server's name resolution.";

    private static readonly (string Sign, string Words)[] Known =
    [
        ("shallow", "it is a shallow clone, so its history is not whole. Run git fetch --unshallow there, "
            + "or name the full repository."),
        ("dubious ownership", "it belongs to another user. Run git config --global --add safe.directory PATH "
            + "as the server's user."),
        ("does not appear to be a git repository", "there is no git repository. Correct the address."),
        ("redirect", "it leads to another address. Write that one."),
        ("Could not resolve host", UnknownHost),
        ("Authentication failed", "it does not let the server in. Give the server's user a git credential helper."),
        ("could not read Username", "it asks who we are. Give the server's user a git credential helper."),
        ("Permission denied (", "it does not accept the server's SSH key. Add the key there."),
        ("Host key verification failed", "its host key is not known. Add it to the server user's known_hosts."),
        ("No space left on device", "the server's disk is full. Make room and fetch again."),
        (".lock': File exists", "another git works on the mirror, or was just killed. Try again in ten minutes."),
        ("not allowed", "its transport is not allowed. Use https, ssh or a path."),
    ];

    public static string WhyNotFetched(RepositoryAddress address, SubprocessEnd end, TimeSpan limit) =>
        $"The repository {address} could not be fetched: {Why(end, limit)}";

    public static string Why(SubprocessEnd end, TimeSpan limit)
    {
        if (end.NotStarted is { } not) return $"{not.Sentence}. {(not.Passes ? "This machine is busy; try again." : "Install git.")}";
        if (end.TimedOut) return $"it took longer than {limit.TotalSeconds:0} seconds.";
        var known = Array.Find(Known, each => end.Errors.Contains(each.Sign, StringComparison.Ordinal));
        return known.Words ?? "git says: " + LastComplaint(end.Errors);
    }

    private static string LastComplaint(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.FindLast(lines, IsComplaint) ?? lines.LastOrDefault() ?? "nothing.";
    }

    private static bool IsComplaint(string line) =>
        line.StartsWith("fatal:", StringComparison.Ordinal) || line.StartsWith("error:", StringComparison.Ordinal);
}
