using Plimsoll.Core.Catalog;

namespace Plimsoll.Files.Catalog;

/// <summary>Completes the relative paths of a definition, which only mean something next to its file.</summary>
public static class ServiceRoot
{
    /// <param name="folder">The full path of the folder the file lies in.</param>
    public static ServiceDefinition At(string folder, ServiceDefinition service) => service with
    {
        Repository = RepositoryAddress.IsRemote(service.Repository)
            ? service.Repository
            : Full(folder, service.Repository),
        Environments = [.. service.Environments.Select(environment => environment with
        {
            Targets = [.. environment.Targets.Select(t => t.Host is null ? t with { Folder = Full(folder, t.Folder) } : t)],
        })],
    };

    private static string Full(string folder, string path) => Path.TrimEndingDirectorySeparator(
        Path.GetFullPath(path, folder));
}
