using System.Collections.Immutable;

namespace Plimsoll.Files.Catalog;

/// <summary>What a look at a repository tells about the service in it. Null and empty: nothing was found.</summary>
/// <param name="Name">A usable name: the remote's, the solution's, the package's or the folder's.</param>
/// <param name="NameFrom">Where the name comes from, for people.</param>
/// <param name="Git">What the <c>git</c> command says; null where there is no repository.</param>
/// <param name="Build">How the artifact can be made, from the first recognised kind of project.</param>
/// <param name="Units">Names of systemd units in the repository, without <c>.service</c>.</param>
/// <param name="Ci">Files that tell a CI system what to do.</param>
/// <param name="Migrations">A file or folder that looks like changes of a database.</param>
public sealed record RepositoryFindings(
    string Name,
    string NameFrom,
    GitFindings? Git,
    BuildFinding? Build,
    string? Dockerfile,
    int? Port,
    string? HealthPath,
    ImmutableArray<string> Units,
    ImmutableArray<string> Ci,
    string? Migrations);

/// <param name="Remote">The address of <c>origin</c>.</param>
/// <param name="TagPattern">How most version tags are named.</param>
/// <param name="NewestVersion">The highest version tagged.</param>
/// <param name="Person">The name git is set up with.</param>
public sealed record GitFindings(
    string? Remote, string MainLine, string? TagPattern, string? NewestVersion, string? Person);

/// <param name="What">What was recognised, for people: <c>the project src/Shop/Shop.csproj</c>.</param>
/// <param name="Command">Leaves <paramref name="File"/>.</param>
public sealed record BuildFinding(string What, string Command, string File);
