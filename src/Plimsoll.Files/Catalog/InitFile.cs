using System.Collections.Immutable;

namespace Plimsoll.Files.Catalog;

/// <summary>Writes the first <c>plimsoll.yaml</c> of a service: complete, commented, and without errors.</summary>
public static class InitFile
{
    /// <param name="answers">By the question's id; a default stands for what is missing or cannot be used.</param>
    public static string Write(RepositoryFindings found, ImmutableDictionary<string, string> answers)
    {
        var said = InitQuestions.For(found).ToImmutableDictionary(
            q => q.Id,
            q => answers.GetValueOrDefault(q.Id) is { Length: > 0 } a && q.Objection(a) is null ? a : q.Default);
        return string.Join(
            "\n",
            Head(found, said[InitQuestions.Name]),
            People(said[InitQuestions.Person]),
            Artifact(found, said),
            InitPlaces.Write(found, said),
            InitChecks.Write(found, said));
    }

    /// <summary>What a key of the service means, as the table of keys has it.</summary>
    internal static string Meaning(string key) => ServiceKeys.Service.Find(key)?.Meaning
        ?? throw new InvalidOperationException($"{key} is not in the table of keys.");

    private static string Head(RepositoryFindings found, string name) =>
        $$"""
        # yaml-language-server: $schema=plimsoll.schema.json
        # How Plimsoll releases and deploys {{name}}. `plimsoll schema > plimsoll.schema.json` lets your editor
        # explain every key, `plimsoll service check FILE` checks this file, `plimsoll service apply FILE` makes it so.
        version: 1
        # {{Meaning("name")}}
        name: {{name}}
        # {{Meaning("repository")}}
        repository: {{YamlWord.Of(found.Git?.Remote ?? ".")}}
        # {{Meaning("main-line")}}
        main-line: {{YamlWord.Of(found.Git?.MainLine ?? "main")}}
        # {{Meaning("tag-pattern")}}{{Newest(found.Git)}}
        tag-pattern: {{YamlWord.Of(found.Git?.TagPattern ?? "v{version}")}}

        """;

    private static string Newest(GitFindings? git) => git?.NewestVersion is { } newest
        ? $" The newest here is {YamlWord.Comment(newest)}."
        : "";

    private static string People(string person) =>
        $$"""
        # {{Meaning("people")}} One person may hold several.
        people:
          Release Manager: [{{YamlWord.Of(person)}}]
          # Security Lead: [name]
          # QA/Testing Specialist: [name]
          # Developers: [name, name]
          # PM: [name]
          # Support: [name]

        """;

    private static string Artifact(RepositoryFindings found, ImmutableDictionary<string, string> said)
    {
        var file = $"{said[InitQuestions.Name]}-{{version}}.tar.gz";
        var answer = said.GetValueOrDefault(InitQuestions.Build, "");
        var build = found.Build ?? (answer.Length > 0 ? new BuildFinding("what you answered", answer, file) : null);
        return build is null
            ? $"""
              # {Meaning("artifact")}
              # No way to build was recognised here, so this is yours to fill in.
              # artifact:
              #   build: ./build # it knows $PLIMSOLL_VERSION
              #   file: {file}

              """
            : $"""
              # {Meaning("artifact")} From {YamlWord.Comment(build.What)}.
              artifact:
                build: {YamlWord.Of(build.Command)}
                file: {YamlWord.Of(build.File)}

              """;
    }
}
