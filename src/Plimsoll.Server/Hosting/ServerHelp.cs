using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Hosting;

/// <summary>What the server's own program says of itself.</summary>
public static class ServerHelp
{
    /// <summary>The whole of it.</summary>
    public const string Text = """
        The server of Plimsoll: pages and API, and all work of releases, deployments and incidents.

        Usage:
          plimsoll-server [FLAG VALUE]...
          plimsoll-server restore FOLDER --database ADDRESS    fills an empty database from a backup
          plimsoll-server --help | --version

        Flags first, then the variable, then the default:
          --data FOLDER              PLIMSOLL_DATA                  $XDG_DATA_HOME/plimsoll or ~/.local/share/plimsoll
          --port N                   PLIMSOLL_PORT                  7440, on loopback; 0: any
          --database ADDRESS         PLIMSOLL_DATABASE              none: SQLite in the data folder
          --url ADDRESS              PLIMSOLL_URL                   what people on other machines type
          --listen ADDRESS:PORT,...  PLIMSOLL_LISTEN                nowhere but on loopback
          --behind ADDRESS,...       PLIMSOLL_BEHIND                no proxy is believed
          --certificate FILE         PLIMSOLL_CERTIFICATE           none: a proxy speaks TLS
          --certificate-key FILE     PLIMSOLL_CERTIFICATE_KEY       in the same file
          --redirect-from ADDRESS    PLIMSOLL_REDIRECT_FROM         nowhere
          --mail-host HOST           PLIMSOLL_MAIL_HOST             none: no mail is sent
          --mail-port N              PLIMSOLL_MAIL_PORT             587
          --mail-from ADDRESS        PLIMSOLL_MAIL_FROM             plimsoll@localhost
          --max-deployments N        PLIMSOLL_MAX_DEPLOYMENTS       no limit
          --max-work-per-host N      PLIMSOLL_MAX_WORK_PER_HOST     no limit
          --clock FILE               PLIMSOLL_CLOCK                 none; seconds business time is ahead, for demos

        docs/handbook/start.md, network.md and several-servers.md say what they do, and name the variables that are no flags.
        """;

    /// <summary>What these arguments ask to be told; null: they ask for a server.</summary>
    public static string? Of(IReadOnlyList<string> arguments) => arguments switch
    {
        ["--version"] => Edition.This.Version,
        _ when arguments.Any(a => a is "--help" or "-h") || arguments is ["help"] => Text,
        _ => null,
    };
}
