using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Plimsoll.Server.Vault;

/// <summary>The server's own log: one entry after the other, exceptions included, secrets as ***.</summary>
internal sealed class MaskedConsole(Mask mask, TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "masked";

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var words = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var now = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var entry = $"{now} {logEntry.LogLevel} {logEntry.Category}: {words}\n{logEntry.Exception}";
        textWriter.Write(mask.Text(entry.TrimEnd('\n')));
        textWriter.Write('\n');
    }
}
