namespace Plimsoll.Core.Catalog;

/// <summary>Paths that mean nothing on the server, because they start at a folder only the writer knows.</summary>
internal static class PlaceFlaws
{
    public static IEnumerable<Flaw> In(ServiceDefinition service)
    {
        if (!service.Repository.StartsWith('/') && !RepositoryAddress.IsRemote(service.Repository))
            yield return Relative(["repository"], service.Repository);
        foreach (var (e, environment) in service.Environments.Index())
            foreach (var (t, target) in environment.Targets.Index())
                if (target.Host is { } host && !target.Folder.StartsWith('/'))
                    yield return Flaw.Error(
                        ["environments", $"{e}", "targets", $"{t}", "folder"],
                        $"`{target.Folder}` is relative, and {host.Address} does not know to which folder.",
                        "Give the full path of the folder on that host.");
                else if (!target.Folder.StartsWith('/'))
                    yield return Relative(["environments", $"{e}", "targets", $"{t}", "folder"], target.Folder);
    }

    private static Flaw Relative(string[] path, string written) => Flaw.Error(
        [.. path],
        $"`{written}` is relative, and the server does not know to which folder.",
        "Give the full path, or apply the file with `plimsoll service apply`, which completes it.");
}

/// <summary>Tells a repository elsewhere from a folder.</summary>
public static class RepositoryAddress
{
    /// <summary>True for <c>https://…</c> and <c>git@host:path</c>.</summary>
    public static bool IsRemote(string repository) =>
        repository.Contains("://", StringComparison.Ordinal)
        || (repository.IndexOf(':') is var colon and > 0 && repository.IndexOf('@') is var at and > 0 && at < colon);
}
