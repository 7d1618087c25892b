using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Plimsoll.Core.Catalog;

/// <summary>One service as its <c>plimsoll.yaml</c> describes it, after reading and checking.</summary>
/// <param name="Name">Lower-case letters, digits and dashes; part of every address.</param>
/// <param name="Repository">A path or URL; the server keeps a bare mirror of it.</param>
/// <param name="MainLine">The branch a release must be merged to.</param>
/// <param name="Path">The folder of a monorepo that belongs to the service; empty for all of it.</param>
/// <param name="TagPattern">How release tags are named, such as <c>v{version}</c>.</param>
/// <param name="Enforcement">Null: enforce. A date: gates only record that they would have blocked until then.</param>
public sealed record ServiceDefinition(
    string Name,
    string Title,
    string Repository,
    string MainLine,
    string Path,
    string TagPattern,
    ImmutableSortedDictionary<string, ImmutableArray<string>> People,
    ArtifactSource? Artifact,
    ImmutableArray<EnvironmentDefinition> Environments,
    ImmutableSortedDictionary<string, string> Variables,
    Suite Smoke,
    RollbackPolicy Rollback,
    ImmutableArray<Contact> Contacts,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Audiences,
    DateOnly? ObserveUntil)
{
    /// <summary>The guide it is released under, by file name; empty where the house has only one.</summary>
    public string Guide { get; init; } = "";

    /// <summary>Why there is no staging environment; null where there is one.</summary>
    public string? NoStaging { get; init; }

    /// <summary>Variables whose values are kept as secrets.</summary>
    public ImmutableSortedDictionary<string, SecretVariable> Secrets { get; init; } = SecretVariable.None;

    /// <summary>It says itself that it keeps data a deployment could damage.</summary>
    public bool Data { get; init; }

    /// <summary>It keeps data: it says so, or a deployment migrates some.</summary>
    [JsonIgnore]
    public bool KeepsData => Data || Environments.Any(e => e.Hooks.Migrate is not null);

    /// <summary>Who is told of a major before it comes; empty where nobody is named.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Customers =>
        [.. Audiences.Where(AreCustomers).SelectMany(a => a.Value).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Who hears what goes on in the house: every audience but customers.</summary>
    [JsonIgnore]
    public IEnumerable<string> Colleagues => Audiences.Where(a => !AreCustomers(a)).SelectMany(a => a.Value);

    public EnvironmentDefinition? Environment(string name) => Environments.FirstOrDefault(e => e.Name == name);

    /// <summary>The roles a person holds for this service, by the guide's names.</summary>
    public IEnumerable<string> RolesOf(string person) =>
        from role in People where role.Value.Contains(person) select role.Key;

    public bool Holds(string person, string role) => RolesOf(person).Contains(role, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> HoldersOf(string role) =>
        from held in People
        where held.Key.Equals(role, StringComparison.OrdinalIgnoreCase)
        from person in held.Value
        select person;

    private static bool AreCustomers(KeyValuePair<string, ImmutableArray<string>> audience) =>
        audience.Key.Equals("customers", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Where the thing that is deployed comes from; sealed by its SHA-256 and kept by the server.</summary>
/// <param name="File">
/// A path, may hold <c>{version}</c> and <c>{commit}</c>; what <see cref="Build"/> leaves when both are given.
/// </param>
/// <param name="Url">Fetched once, when the candidate is sealed.</param>
/// <param name="Build">A command run in a clean checkout of the commit; it must leave <see cref="File"/>.</param>
public sealed record ArtifactSource(string? File, string? Url, string? Build, TimeSpan Timeout);

/// <summary>An ordered, protectable place with targets.</summary>
/// <param name="Stage"><c>staging</c> or <c>production</c> (several environments may share one).</param>
/// <param name="Canary">How many first targets go alone, with their own verification; 0 for none.</param>
/// <param name="MaxParallel">Targets of one batch.</param>
/// <param name="MaxFailures">Failed targets a deployment survives.</param>
public sealed record EnvironmentDefinition(
    string Name,
    string Stage,
    string Driver,
    ImmutableArray<TargetDefinition> Targets,
    ImmutableSortedDictionary<string, string> Variables,
    Hooks Hooks,
    int Canary,
    int MaxParallel,
    int MaxFailures,
    string? Start,
    string? Stop,
    HttpCheck? Health,
    int Keep,
    TimeSpan Timeout,
    Backup? Backup,
    string? NoBackup,
    Suite Verification)
{
    /// <summary>Variables whose values are kept as secrets.</summary>
    public ImmutableSortedDictionary<string, SecretVariable> Secrets { get; init; } = SecretVariable.None;

    /// <summary>Those of a stage with the same wave go at the same time; null: it goes alone, as written.</summary>
    public int? Wave { get; init; }

    /// <summary>How often each target is asked what it runs.</summary>
    public TimeSpan DriftInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What becomes of a deployment that finds others before it.</summary>
    public QueuePolicy Queue { get; init; } = QueuePolicy.Fifo;

    /// <summary>What its lines may use at most.</summary>
    public WorkLimits Limits { get; init; } = WorkLimits.None;

    /// <summary>How long a line may print nothing; null: as long as it may take.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    [JsonIgnore]
    public bool IsProduction => Stage == "production";
}

/// <summary>
/// What becomes of a deployment that finds others before it: it waits its turn; it takes the place of older versions
/// that wait; or it is turned away. Rollbacks always go first.
/// </summary>
public enum QueuePolicy { Fifo, Supersede, Reject }

/// <summary>One place a driver acts on: a folder with <c>releases/</c> and <c>current</c>.</summary>
public sealed record TargetDefinition(
    string Name, string Folder, string? Url, ImmutableSortedDictionary<string, string> Variables)
{
    /// <summary>The machine it is on; null: the server's own.</summary>
    public RemoteHost? Host { get; init; }

    /// <summary>The user of the server's machine all work runs as; empty: the server's own.</summary>
    public string Become { get; init; } = "";

    /// <summary>Where the server's own checks run: a folder on another machine is none of theirs.</summary>
    public string FolderHere() => Host is null ? Folder : "/";

    /// <summary>Variables whose values are kept as secrets.</summary>
    public ImmutableSortedDictionary<string, SecretVariable> Secrets { get; init; } = SecretVariable.None;
}

/// <summary>Commands around the switch; each a shell line, null when absent.</summary>
/// <param name="Migrate">Once per environment, before the first switch, never twice by itself.</param>
public sealed record Hooks(string? Before, string? Migrate, string? PerTarget, string? After)
{
    public static Hooks None { get; } = new(null, null, null, null);
}

/// <summary>A restore point taken before the environment changes.</summary>
/// <param name="Command">Prints the restore point's id as its last line.</param>
/// <param name="Check">
/// Exits 0 when the restore point named by <c>$PLIMSOLL_RESTORE_POINT</c> is good; null: not checked.
/// </param>
/// <param name="Restore">How to restore: a command or a text for people.</param>
public sealed record Backup(string Command, string? Check, string Restore)
{
    /// <summary>How it is shown that a restore point can be restored; null: nobody has said.</summary>
    public RestoreDrill? Drill { get; init; }
}

/// <summary>What happens when production fails.</summary>
/// <param name="Automatic">True: roll back without asking.</param>
public sealed record RollbackPolicy(bool Automatic, TimeSpan QuestionExpires)
{
    public static RollbackPolicy Ask { get; } = new(false, TimeSpan.FromHours(4));
}

/// <summary>Who is reached, in order, when the service is in trouble.</summary>
public sealed record Contact(string Person, string? Mail, string? Webhook)
{
    [JsonIgnore]
    public bool IsReachable => !string.IsNullOrWhiteSpace(Mail) || !string.IsNullOrWhiteSpace(Webhook);
}
