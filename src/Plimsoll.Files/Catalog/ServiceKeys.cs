using System.Collections.Immutable;
using static Plimsoll.Files.Catalog.Scalars;

namespace Plimsoll.Files.Catalog;

/// <summary>Every key a service file may hold. The only list of them.</summary>
internal static class ServiceKeys
{
    private static readonly WordShape Format = new("1");

    public static SectionShape Artifact { get; } = new("artifact", "an artifact",
    [
        new("file", Text, "The file that is deployed, from the repository's root; may hold {version} and {commit}."),
        new("url", Text, "Where the file is fetched from, once, when a candidate is sealed."),
        new("build", Command,
            "Run in a clean checkout, with $PLIMSOLL_VERSION and $PLIMSOLL_COMMIT; it must leave `file`."),
        new("timeout", Time, "How long building or fetching may take.", Default: "15m"),
    ]);

    public static SectionShape Rollback { get; } = new("rollback", "a rollback policy",
    [
        new("policy", new WordShape("ask", "automatic"), "Whether a failed production is rolled back by itself.",
            Required: true),
        new("question-expires", Time, "After how long without an answer the deployment fails.", Default: "4h"),
    ]);

    public static SectionShape Contact { get; } = new("contact", "a contact",
    [
        new("person", Text, "Who it is.", Required: true),
        new("mail", Text, "The mail address."),
        new("webhook", Text, "An address that is sent a POST."),
    ]);

    public static ListShape Suite { get; } = new(CheckKeys.Check);

    public static SectionShape Service { get; } = new("service", "a service",
    [
        new("version", Format, "The version of this format.", Default: "1"),
        new("name", Name, "Part of every address; lower-case letters, digits and dashes.", Required: true),
        new("title", Text, "The name people read; the name when absent."),
        new("guide", Text, "File name of the guide it is released under; needed where the house has several."),
        new("repository", Text, "A path from this file's folder, or a URL; the server mirrors it.", Default: "."),
        new("main-line", Text, "The branch a release must be merged to.", Default: "main"),
        new("path", Text, "In a monorepo: the folder that belongs to this service."),
        new("tag-pattern", Text, "How release tags are named.", Default: "v{version}", Also: "tagPattern"),
        new("people", new FreeKeysShape(Texts, "Release Manager: [ada]"), "Who holds which role of the guide."),
        new("data", new FlagShape(), "It keeps data that a deployment could damage.", Default: "false"),
        new("artifact", Artifact, "What is deployed, and where it comes from."),
        new("variables", Variables, "Set for every command and target; kept and shown, so no secrets."),
        new("staging", None, "Why there is no staging environment, as `none because \"…\"`."),
        new("defaults", EnvironmentKeys.Defaults, "What environments share; an environment's own key wins."),
        new("environments", new ListShape(EnvironmentKeys.Environment), "In the order they are deployed to.",
            Required: true),
        new("backup", EnvironmentKeys.BackupOrNone, "For production environments that do not say their own."),
        new("smoke", Suite, "Smoke tests: what must hold on every environment after a deployment."),
        new("verification", Suite, "Post-deploy checks, for production environments that do not say their own."),
        new("rollback", new EitherShape(new WordShape("ask", "automatic"), Rollback),
            "When production fails: `ask`, or `automatic` back to the last known good.", Default: "ask"),
        new("contacts", new ListShape(new EitherShape(Text, Contact)),
            "Who is reached, in order, when it is in trouble."),
        new("audiences", new FreeKeysShape(Texts, "stakeholders: [all@example.org]"),
            "Mail addresses that hear of releases and incidents, by audience."),
        new("enforcement", new EnforcementShape(),
            "For at most 90 days gates may only record what they would have blocked.", Default: "enforce"),
    ]);

    public static SectionShape File { get; } = new("file", "a file of several services",
    [
        new("version", Format, "The version of this format.", Default: "1"),
        new("services", new ListShape(Service), "Each with its own `name` and all its keys.", Required: true),
    ]);

    /// <summary>Every section a file can hold, for the schema and for telling where a misplaced key belongs.</summary>
    public static ImmutableArray<SectionShape> Sections { get; } =
    [
        File, Service, Artifact, Rollback, Contact,
        EnvironmentKeys.Environment, EnvironmentKeys.Defaults, EnvironmentKeys.Target, EnvironmentKeys.Limits,
        EnvironmentKeys.Hooks,
        EnvironmentKeys.Backup, EnvironmentKeys.Drill, EnvironmentKeys.Health, Scalars.Secret,
        .. CheckKeys.Check.Sections,
    ];
}
