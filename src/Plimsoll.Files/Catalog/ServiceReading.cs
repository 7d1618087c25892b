using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Files.Catalog;

/// <summary>From checked YAML to a service.</summary>
internal static class ServiceReading
{
    public static ServiceDefinition Read(Section it) => new(
        it.Said("name"),
        it.Text("title") ?? it.Said("name"),
        it.Said("repository"),
        it.Said("main-line"),
        (it.Text("path") ?? "").TrimEnd('/'),
        it.Said("tag-pattern"),
        People(it),
        it.Sub("artifact", ServiceKeys.Artifact) is { } artifact ? ArtifactOf(artifact) : null,
        [.. it.Items("environments").OfType<YamlMap>().Select(EnvironmentReading.Read)],
        it.Texts("variables"),
        SuiteReading.Read(it.Items("smoke")),
        Rollback(it),
        [.. it.Items("contacts").Select(ContactOf)],
        it.Lists("audiences").ToImmutableSortedDictionary(a => a.Key, a => a.Texts, StringComparer.Ordinal),
        EnforcementShape.Until(it.Said("enforcement")))
    {
        Guide = it.Text("guide") ?? "",
        NoStaging = it.Text("staging") is { } none ? NoneBecause.Reason(none) : null,
        Data = it.Flag("data"),
        Secrets = it.Secrets("variables"),
    };

    /// <summary>Roles by the guide's names; two ways to write one role are one role.</summary>
    private static ImmutableSortedDictionary<string, ImmutableArray<string>> People(Section it) => it.Lists("people")
        .GroupBy(role => GuideRoles.Named(role.Key) ?? role.Key)
        .ToImmutableSortedDictionary(
            role => role.Key,
            role => role.SelectMany(r => r.Texts).Distinct().ToImmutableArray(),
            StringComparer.Ordinal);

    private static ArtifactSource ArtifactOf(Section it) =>
        new(it.Text("file"), it.Text("url"), it.Text("build"), it.Time("timeout"));

    private static RollbackPolicy Rollback(Section service)
    {
        var it = service.Sub("rollback", ServiceKeys.Rollback)
            ?? new Section(new YamlMap(service.Map.Place, []), ServiceKeys.Rollback);
        return new RollbackPolicy(
            (it.Text("policy") ?? service.Text("rollback")) == "automatic", it.Time("question-expires"));
    }

    private static Contact ContactOf(YamlNode node)
    {
        if (node is YamlText { Text: var text }) return new Contact(text, text.Contains('@') ? text : null, null);
        var it = new Section((YamlMap)node, ServiceKeys.Contact);
        return new Contact(it.Said("person"), it.Text("mail"), it.Text("webhook"));
    }
}
