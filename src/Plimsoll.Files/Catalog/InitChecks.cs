using System.Collections.Immutable;

namespace Plimsoll.Files.Catalog;

/// <summary>The rest of a first service file: checks, rollback, and who hears of it.</summary>
internal static class InitChecks
{
    public static string Write(RepositoryFindings found, ImmutableDictionary<string, string> said) =>
        string.Join("\n", Checks(InitAddress.From(said)), People(), Ci(found.Ci));

    private static string Checks(InitAddress address) =>
        $$"""
        # {{InitFile.Meaning("smoke")}}
        smoke:
          - http: {{YamlWord.Of("{target}" + address.Path)}}
            name: is up
            # json: { version: "{version}" }
            # max-latency: 500ms
          # - command: ./deploy/smoke-test

        # {{InitFile.Meaning("verification")}}
        # verification:
        #   - metric: http_requests_total{code="500"}
        #     per: http_requests_total
        #     max: 0.01
        #     for: 2m

        # {{InitFile.Meaning("rollback")}}
        rollback: ask

        """;

    private static string People() =>
        $"""
        # {InitFile.Meaning("contacts")}
        # contacts:
        #   - name@example.org
        # {InitFile.Meaning("audiences")}
        # audiences:
        #   stakeholders: [everyone@example.org]
        #   support: [desk@example.org]

        """;

    private static string Ci(ImmutableArray<string> files) => files.IsEmpty
        ? ""
        : $"""
          # CI here: {YamlWord.Comment(string.Join(", ", files))}. Let it end with
          # `plimsoll evidence add --junit FILE`, `--sarif FILE` or `--check NAME=passed`.

          """;
}
