using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Files.Catalog;

/// <summary>Looks at a repository, reads little, and changes nothing.</summary>
public static partial class RepositoryLook
{
    /// <param name="folder">Need not be a repository, and need not hold anything.</param>
    public static async Task<RepositoryFindings> At(string folder, CancellationToken stop)
    {
        var full = Path.GetFullPath(folder);
        var files = SourceFiles.Of(full);
        var git = await GitLook.At(full, stop);
        var docker = files.FirstOrDefault(f => Path.GetFileName(f) is "Dockerfile" or "Containerfile");
        var image = docker is null ? "" : SourceFiles.Text(full, docker);
        var (name, from) = Named(full, files, git);
        return new RepositoryFindings(
            name,
            from,
            git,
            BuildLook.In(full, files, name),
            docker,
            Port(image),
            HealthPath(full, files, image),
            [.. files.Where(f => UnitPattern().IsMatch(f)).Select(f => Path.GetFileNameWithoutExtension(f)).Distinct()],
            [.. files.Where(IsCi)],
            files.Select(f => MigrationPattern().Match(f)).FirstOrDefault(m => m.Success)?.Value);
    }

    private static (string Name, string From) Named(string folder, ImmutableArray<string> files, GitFindings? git)
    {
        (string? Written, string From)[] sources =
        [
            (git?.Remote?.TrimEnd('/').Split('/', ':')[^1], "the remote"),
            (Stem(files, ".slnx") ?? Stem(files, ".sln"), "the solution"),
            (files.Contains("package.json") ? PackageJson.Of(folder)?.Name?.Split('/')[^1] : null, "package.json"),
            (Path.GetFileName(folder), "the folder"),
        ];
        return sources
            .Select(s => (Name: Slug(s.Written?.Replace(".git", "", StringComparison.Ordinal) ?? ""), s.From))
            .FirstOrDefault(s => s.Name.Length > 0, (Name: "my-service", From: "nothing"));
    }

    /// <summary>The nearest usable name, as <c>box-office-api</c> is to <c>Box Office_API</c>; may be empty.</summary>
    private static string Slug(string text)
    {
        var words = WordBreak().Replace(text, "$1-$2").ToLowerInvariant();
        var slug = NotInNames().Replace(words, "-").Trim('-');
        return slug.Length > 63 ? slug[..63].TrimEnd('-') : slug;
    }

    private static string? Stem(ImmutableArray<string> files, string ending) =>
        files.FirstOrDefault(f => f.EndsWith(ending, StringComparison.Ordinal)) is { } file
            ? Path.GetFileNameWithoutExtension(file)
            : null;

    private static int? Port(string image) =>
        ExposePattern().Match(image) is { Success: true } match
        && int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : null;

    private static string? HealthPath(string folder, ImmutableArray<string> files, string image)
    {
        if (HealthCheckPattern().Match(image) is { Success: true } check) return check.Groups[1].Value;
        return files
            .Where(f => Path.GetExtension(f) is ".cs" or ".js" or ".ts" or ".mjs")
            .Take(SourceFiles.MostRead)
            .Select(f => HealthRoutePattern().Match(SourceFiles.Text(folder, f)))
            .FirstOrDefault(m => m.Success)?.Groups[1].Value;
    }

    private static bool IsCi(string file) =>
        file is ".gitlab-ci.yml" or "Jenkinsfile" or "azure-pipelines.yml" or ".woodpecker.yml" or ".ci/run"
        || (file.StartsWith(".github/workflows/", StringComparison.Ordinal)
            && Path.GetExtension(file) is ".yml" or ".yaml");

    [GeneratedRegex(@"([a-z0-9])([A-Z])")]
    private static partial Regex WordBreak();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();

    [GeneratedRegex(@"\.service\z")]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"\A(?:.*/)?(?:migrations?|Migrations?|db/migrate|prisma)(?=/)")]
    private static partial Regex MigrationPattern();

    [GeneratedRegex(@"^\s*EXPOSE\s+(\d{1,5})", RegexOptions.Multiline)]
    private static partial Regex ExposePattern();

    [GeneratedRegex(@"HEALTHCHECK[\s\S]{0,200}?https?://[^/\s""']+(/[A-Za-z0-9/_.-]*)")]
    private static partial Regex HealthCheckPattern();

    [GeneratedRegex(@"[""'](/(?:api/)?(?:health|healthz|ready|readyz|livez|status|ping))[""']")]
    private static partial Regex HealthRoutePattern();
}
