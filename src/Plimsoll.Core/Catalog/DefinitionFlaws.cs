using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Catalog;

/// <summary>What does not fit together in a definition, whoever wrote it and in whatever format.</summary>
public static partial class DefinitionFlaws
{
    public static ImmutableArray<Flaw> In(ServiceDefinition definition)
    {
        ImmutableArray<Flaw> missing = [.. MissingParts.In(definition)];
        return missing.Length > 0
            ? missing
            :
            [
                .. Naming(definition),
                .. People(definition),
                .. Artifact(definition),
                .. VariableFlaws.In(definition.Variables, definition.Secrets, ["variables"]),
                .. StageFlaws.In(definition),
                .. definition.Environments.SelectMany((_, at) => EnvironmentFlaws.In(definition, at)),
                .. SharedFolders(definition),
                .. CheckFlaws.In(definition),
                .. Addresses(definition),
                .. Rollback(definition),
            ];
    }

    /// <summary>Whether it can be part of an address and of a folder's name.</summary>
    public static bool IsName(string name) => NamePattern().IsMatch(name);

    internal static Flaw? BadName(string name, ImmutableArray<string> path) => IsName(name) ? null : Flaw.Error(
        path,
        $"`{name}` cannot be a name.",
        "Use lower-case letters, digits and dashes, starting with a letter or digit, at most 63.");

    private static IEnumerable<Flaw> Naming(ServiceDefinition service)
    {
        if (BadName(service.Name, ["name"]) is { } bad) yield return bad;
        if (!service.TagPattern.Contains("{version}", StringComparison.Ordinal))
            yield return Flaw.Error(
                ["tag-pattern"],
                $"The tag pattern `{service.TagPattern}` does not say where the version goes.",
                "Write it with {version}, such as `v{version}`.");
        if (service.Path.StartsWith('/') || service.Path.Split('/').Contains(".."))
            yield return Flaw.Error(
                ["path"],
                $"`{service.Path}` leads out of the repository.",
                "Give a folder inside it, such as `services/web`.");
    }

    private static IEnumerable<Flaw> People(ServiceDefinition service)
    {
        var strangers = service.People.Keys.Where(role => GuideRoles.Named(role) is null);
        foreach (var role in strangers)
            yield return Flaw.Warning(
                ["people", role],
                $"The guide knows no role `{role}`.",
                Nearest.To(role, GuideRoles.All) is { } near
                    ? $"Did you mean `{near}`?"
                    : $"The guide speaks of {string.Join(", ", GuideRoles.All)}.");
        if (!service.People.Any(p => GuideRoles.Named(p.Key) == "Release Manager" && p.Value.Length > 0))
            yield return Flaw.Warning(
                ["people"],
                "No Release Manager is named: until people have accounts, nobody can sign off a release.",
                "Add `Release Manager: [name]` under `people`, or give people roles under Settings, People.");
    }

    private static IEnumerable<Flaw> Artifact(ServiceDefinition service)
    {
        if (service.Artifact is not { } artifact) yield break;
        if (artifact.File is null && artifact.Url is null)
            yield return Flaw.Error(
                ["artifact"],
                "It is not said where the artifact comes from.",
                "Give `file`, or `url`, or `build` with the `file` it leaves.");
        if (artifact.Url is not null && (artifact.File is not null || artifact.Build is not null))
            yield return Flaw.Error(
                ["artifact", "url"],
                "An artifact is fetched or built, not both.",
                "Keep `url`, or `build` and `file`.");
        if (artifact.Timeout <= TimeSpan.Zero)
            yield return Flaw.Error(["artifact", "timeout"], "There is no time to build it.", "Give it 10m.");
    }

    private static IEnumerable<Flaw> SharedFolders(ServiceDefinition service) =>
        from place in service.Environments.SelectMany((e, i) => e.Targets.Select((t, j) => (e, i, t, j)))
        group place by (Machine: MachineOf(place.t.Host?.Address), Folder: place.t.Folder.TrimEnd('/')) into same
        from second in same.Skip(1)
        let first = same.First()
        select Flaw.Error(
            ["environments", $"{second.i}", "targets", $"{second.j}", "folder"],
            $"{first.e.Name}/{first.t.Name} already uses the folder `{second.t.Folder}`.",
            "Give every target a folder of its own.");

    // Whoever signs in, it is the same machine.
    private static (string Name, int Port)? MachineOf(string? address) =>
        address is null ? null
        : HostAddress.Parse(address) is { } host ? (host.Name.ToLowerInvariant(), host.Port) : (address, 0);

    private static IEnumerable<Flaw> Addresses(ServiceDefinition service)
    {
        var audiences =
            from audience in service.Audiences
            from mail in audience.Value.Index()
            select (Mail: mail.Item, Path: (ImmutableArray<string>)["audiences", audience.Key, $"{mail.Index}"]);
        var contacts =
            from contact in service.Contacts.Index()
            where contact.Item.Mail is not null
            select (contact.Item.Mail, Path: (ImmutableArray<string>)["contacts", $"{contact.Index}", "mail"]);
        return from address in audiences.Concat(contacts)
               where !MailPattern().IsMatch(address.Mail)
               select Flaw.Error(
                   address.Path, $"`{address.Mail}` is not a mail address.", "Write it as name@domain.");
    }

    private static IEnumerable<Flaw> Rollback(ServiceDefinition service)
    {
        if (service.Rollback.QuestionExpires <= TimeSpan.Zero)
            yield return Flaw.Error(
                ["rollback", "question-expires"], "A question needs time to be answered.", "Give a time such as 4h.");
        var watched = service.Smoke.Count > 0
            || service.Environments.Any(e => e.IsProduction && (e.Health is not null || e.Verification.Count > 0));
        if (service.Rollback.Automatic && !watched)
            yield return Flaw.Warning(
                ["rollback"],
                "Rollback is automatic, but nothing is checked after a deployment that could start it.",
                "Add `smoke`, `verification` or a `health` check.");
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[^@\s]+@[^@\s]+\z")]
    private static partial Regex MailPattern();
}
