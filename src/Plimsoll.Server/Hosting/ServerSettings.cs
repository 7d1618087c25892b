using Npgsql;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Drivers.Ssh;
using Plimsoll.Server.Health;
using Plimsoll.Server.Site;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Hosting;

/// <summary>What a server is started with: flags first, then <c>PLIMSOLL_*</c>, then defaults.</summary>
/// <param name="DataFolder">Journal, artifacts, mirrors, tickets, token; made at the first start, for its owner only.</param>
/// <param name="Port">On loopback; a taken port moves on to the next free one. 0: any free port.</param>
/// <param name="MailHost">Empty: mails stay in the outbox as not sent.</param>
public sealed record ServerSettings(
    string DataFolder, int Port, string MailHost, int MailPort, string MailFrom, string MailUser, string MailPassword)
{
    /// <summary>What links begin with for people on other machines, a path included; empty: the port listened on.</summary>
    public string Url { get; init; } = "";

    /// <summary>Where this server is reached.</summary>
    public string Address => Url != "" ? Url : $"http://127.0.0.1:{Port}";

    public const int DefaultPort = 7440;

    /// <summary>The file with the keys of the secrets; empty: in the data folder.</summary>
    public string SecretsKeyFile { get; init; } = "";

    public string SecretsKey => SecretsKeyFile != "" ? SecretsKeyFile : Path.Combine(DataFolder, "secrets-key");

    /// <summary>How often one caller may ask.</summary>
    public RateLimit RateLimit { get; init; } = RateLimit.Usual;

    /// <summary>How people reach this server from other machines.</summary>
    public OutsideSettings Outside { get; init; } = OutsideSettings.None;

    /// <summary>How others are reached.</summary>
    public OutboundSettings Outbound { get; init; } = OutboundSettings.None;

    /// <summary>How it signs in to the hosts of targets.</summary>
    public SshSettings Ssh { get; init; } = SshSettings.Of("");

    /// <summary>Where metrics and traces are sent; none: nowhere.</summary>
    public TelemetrySettings Telemetry { get; init; } = TelemetrySettings.None;

    /// <summary>How much of deployments it carries at once.</summary>
    public Room Room { get; init; } = Room.Unlimited;

    /// <summary>The database that several servers share; null: SQLite in the data folder, for this one alone.</summary>
    public NpgsqlConnectionStringBuilder? Database { get; init; }

    /// <summary>What the server itself signs in with; too short to be masked is left out.</summary>
    public IEnumerable<string> Passwords => new[] { MailPassword, Outbound.Password, Outside.CertificatePassword, Database?.Password ?? "" }.Concat(Telemetry.Passwords)
        .Where(password => password.Length >= SecretValue.Shortest);

    /// <summary>A file with the seconds business time is ahead of the machine's, for demos; empty: not at all.</summary>
    public string ClockFile { get; init; } = "";

    public static ServerSettings Read(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var flags = new HashSet<string>(StringComparer.Ordinal);

        string Value(string flag, string variable, string otherwise)
        {
            flags.Add(flag);
            var at = arguments.ToList().IndexOf(flag);
            if (at >= 0 && at + 1 < arguments.Count) return arguments[at + 1];
            return environment(variable) is { Length: > 0 } set ? set : otherwise;
        }

        int? Most(string flag, string variable) => Value(flag, variable, "") switch
        {
            "" => null,
            var text when int.TryParse(text, out var most) && most > 0 => most,
            var text => throw new SettingsInvalid($"{flag} is how many at a time, 1 or more, not '{text}'; leave it out for no limit."),
        };

        var read = new ServerSettings(
            Path.GetFullPath(Value("--data", "PLIMSOLL_DATA", DefaultFolder(environment))),
            Number(Value("--port", "PLIMSOLL_PORT", $"{DefaultPort}"), "--port"),
            Value("--mail-host", "PLIMSOLL_MAIL_HOST", ""),
            Number(Value("--mail-port", "PLIMSOLL_MAIL_PORT", "587"), "--mail-port"),
            Value("--mail-from", "PLIMSOLL_MAIL_FROM", "plimsoll@localhost"),
            environment("PLIMSOLL_MAIL_USER") ?? "",
            environment("PLIMSOLL_MAIL_PASSWORD") ?? "")
        {
            Url = Reached(Value("--url", "PLIMSOLL_URL", "")),
            Outside = OutsideSettings.Read((flag, variable) => Value(flag, variable, ""), environment),
            SecretsKeyFile = environment("PLIMSOLL_SECRETS_KEY_FILE") is { Length: > 0 } file ? Path.GetFullPath(file) : "",
            Outbound = OutboundSettings.Read(environment),
            Ssh = SshSettings.Read(environment),
            Telemetry = TelemetrySettings.Read(environment),
            Room = new Room(
                Most("--max-deployments", "PLIMSOLL_MAX_DEPLOYMENTS"), Most("--max-work-per-host", "PLIMSOLL_MAX_WORK_PER_HOST")),
            Database = DatabaseAddress.Read(Value("--database", "PLIMSOLL_DATABASE", "")),
            ClockFile = Value("--clock", "PLIMSOLL_CLOCK", ""),
        };
        return Unknown(arguments, flags) is not { } unknown ? read : throw new SettingsInvalid(flags.Contains(unknown)
            ? $"{unknown} needs a value after it, so the server was not started; --help says which."
            : $"{unknown} is no flag of the server, so it was not started. It takes {string.Join(", ", flags.Order(StringComparer.Ordinal))}, "
            + "each with a value; --help says what they do.");
    }

    /// <summary>The first argument that is neither a flag nor the value of one.</summary>
    private static string? Unknown(IReadOnlyList<string> arguments, HashSet<string> flags)
    {
        for (var at = 0; at < arguments.Count; at += 2)
            if (!flags.Contains(arguments[at]) || at + 1 == arguments.Count) return arguments[at];
        return null;
    }

    private static string Reached(string text) =>
        text == "" ? ""
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url is { Query: "", UserInfo: "", Fragment: "" } && IsPlain(url.AbsolutePath)
            ? url.GetLeftPart(UriPartial.Path).TrimEnd('/')
        : throw new SettingsInvalid(
            "--url is an address such as https://plimsoll.example.org or https://ops.example.org/plimsoll, "
            + $"not '{text}'.");

    private static bool IsPlain(string path) => !path.Contains("//", StringComparison.Ordinal)
        && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.');

    private static int Number(string text, string flag) => int.TryParse(text, out var number) && number is >= 0 and <= 65535
        ? number
        : throw new SettingsInvalid($"{flag} is a port from 0 to 65535, not '{text}'.");

    private static string DefaultFolder(Func<string, string?> environment) => Path.Combine(
        environment("XDG_DATA_HOME") is { Length: > 0 } xdg ? xdg : Path.Combine(environment("HOME") ?? ".", ".local", "share"),
        "plimsoll");
}

/// <summary>A setting that cannot be; the sentence says which and what it may be.</summary>
public sealed class SettingsInvalid(string sentence) : Exception(sentence);
