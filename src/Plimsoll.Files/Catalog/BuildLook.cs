using System.Collections.Immutable;

namespace Plimsoll.Files.Catalog;

/// <summary>Recognises how the artifact of a repository can be made.</summary>
internal static class BuildLook
{
    public static BuildFinding? In(string folder, ImmutableArray<string> files, string name) =>
        DotNet(folder, files, name) ?? Node(folder, files, name);

    private static string Archive(string name) => $"{name}-{{version}}.tar.gz";

    /// <summary>The archive as a shell says it: a build learns the version from its environment.</summary>
    private static string Made(string name) => $"{name}-$PLIMSOLL_VERSION.tar.gz";

    /// <summary>A web project before a program before anything else; never a test project.</summary>
    private static BuildFinding? DotNet(string folder, ImmutableArray<string> files, string name)
    {
        var project = files
            .Where(f => Path.GetExtension(f) is ".csproj" or ".fsproj")
            .Take(SourceFiles.MostRead)
            .Where(f => !Path.GetFileNameWithoutExtension(f).Contains("Test", StringComparison.OrdinalIgnoreCase))
            .OrderBy(f => Rank(SourceFiles.Text(folder, f)))
            .FirstOrDefault();
        return project is null ? null : new BuildFinding(
            $"the project {project}",
            $"dotnet publish {Shell(project)} -c Release -o out && tar -czf {Made(name)} -C out .",
            Archive(name));
    }

    private static int Rank(string project) =>
        project.Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal) ? 0
        : project.Contains("<OutputType>Exe", StringComparison.Ordinal) ? 1
        : 2;

    private static BuildFinding? Node(string folder, ImmutableArray<string> files, string name)
    {
        if (!files.Contains("package.json") || PackageJson.Of(folder) is not { } package) return null;
        var install = files.Contains("package-lock.json") ? "npm ci" : "npm install";
        var build = package.Scripts.Contains("build") ? " && npm run build" : "";
        return new BuildFinding(
            "package.json",
            // The archive is there before tar looks, so that the folder does not change while it is packed.
            $"{install}{build} && npm prune --omit=dev && touch {Made(name)} "
                + $"&& tar -czf {Made(name)} --exclude=.git --exclude=./{Made(name)} .",
            Archive(name));
    }

    private static string Shell(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-')
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
