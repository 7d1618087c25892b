using System.Collections.Immutable;
using System.Globalization;

namespace Plimsoll.Files.Catalog;

/// <summary>The environments of a first service file: staging beside production, on this machine.</summary>
internal static class InitPlaces
{
    public static string Write(RepositoryFindings found, ImmutableDictionary<string, string> said)
    {
        var folder = said.GetValueOrDefault(InitQuestions.Folder, $"/srv/{said[InitQuestions.Name]}").TrimEnd('/');
        var address = InitAddress.From(said);
        return string.Join(
            "\n",
            Data(said[InitQuestions.Data] == "yes"),
            Defaults(address),
            Staging($"{folder}-staging", address),
            Production($"{folder}", address, found.Units));
    }

    private static string Data(bool data) => data
        ? $"""
          # {InitFile.Meaning("data")}
          data: true
          # Taken before production changes. Write the two scripts, or name your own commands.
          backup:
            command: ./deploy/backup # prints the restore point's id as its last line
            # check: ./deploy/backup-check "$PLIMSOLL_RESTORE_POINT"
            restore: ./deploy/restore "$PLIMSOLL_RESTORE_POINT"

          """
        : $"""
          # {InitFile.Meaning("data")}
          data: false

          """;

    private static string Defaults(InitAddress address) =>
        $$"""
        # {{InitFile.Meaning("defaults")}}
        defaults:
          # hooks:
          #   before: ./deploy/before
          #   migrate: ./deploy/migrate
          health: {{YamlWord.Of("{target}" + address.Path)}}
          keep: 5
          timeout: 10m

        """;

    private static string Staging(string folder, InitAddress address) =>
        $$"""
        # {{InitFile.Meaning("environments")}} Add targets as you have them.
        environments:
          - name: staging
        {{Target(folder, address, address.StagingPort)}}
            # start: systemctl restart my-unit-staging
            # stop: systemctl stop my-unit-staging

        """;

    private static string Production(string folder, InitAddress address, ImmutableArray<string> units)
    {
        var unit = units.FirstOrDefault(u => !u.EndsWith('@'));
        var (mark, name) = unit is null ? ("# ", "my-unit") : ("", unit);
        return $"""
              - name: production
            {Target(folder, address, address.Port)}
                # The program is handed to systemd, which keeps it running without Plimsoll.
                {mark}start: {YamlWord.Of($"systemctl restart {name}")}
                {mark}stop: {YamlWord.Of($"systemctl stop {name}")}
                # With several targets: the first alone and checked, then two at a time.
                # canary: 1
                # max-parallel: 2

            """;
    }

    private static string Target(string folder, InitAddress address, int port) =>
        $$"""
            targets:
              - name: local
                folder: {{YamlWord.Of(folder)}}
                url: {{YamlWord.Of(address.Url(port))}}
                variables: { PORT: {{port.ToString(CultureInfo.InvariantCulture)}} }
        """;
}
