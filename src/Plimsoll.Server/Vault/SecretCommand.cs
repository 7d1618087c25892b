using System.Collections.Immutable;
using System.Text;
using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Vault;

/// <summary>Asks another store for a secret: a command of this machine, bounded in time and size.</summary>
internal static class SecretCommand
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static async Task<(SecretValue? Value, string WhyNot)> Ask(
        string name, string line, TimeProvider clock, CancellationToken stop)
    {
        // What it complains of is not told: it may name what nobody is to read.
        var plan = new Subprocess(["/bin/sh", "-c", line], "/", Limit, ImmutableDictionary<string, string>.Empty)
        {
            Keep = SecretValue.Longest + 2, KeptEnd = KeptEnd.Head,
        };
        var end = await SubprocessRun.Run(plan, clock, stop);
        return end switch
        {
            { NotStarted: not null } => No("could not be started"),
            { TimedOut: true } => No($"took longer than {Limit.TotalSeconds:0} seconds"),
            { Succeeded: false } => No($"ended with exit code {end.ExitCode}"),
            { Cut: true } => No($"printed more than {SecretValue.Longest / 1024} KiB"),
            _ => Read(end.Output),
        };

        (SecretValue?, string) Read(byte[] output)
        {
            try
            {
                var (value, whyNot) = SecretValue.Read(Strict.GetString(output).TrimEnd('\n', '\r'));
                return value is null ? No($"printed no secret: {whyNot}") : (value, "");
            }
            catch (DecoderFallbackException)
            {
                return No("printed no UTF-8 text");
            }
        }

        (SecretValue?, string) No(string what) =>
            (null, $"The command of the secret {name} {what}. Run it as the server's user to see why");
    }
}
