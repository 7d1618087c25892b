using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers;

namespace Plimsoll.Server.Deployments;

/// <summary>How long a host that cannot be reached is waited for, and what is said of its work after that.</summary>
/// <param name="mayRun">Whether a start was sent by now, or may have been by this server before it was started again.</param>
/// <param name="longest">How long the work may take.</param>
/// <param name="advice">What to do where nobody knows how the work ended.</param>
/// <param name="machine">Real time: business time is moved, hosts are not.</param>
internal sealed class Absence(Func<bool> mayRun, TimeSpan longest, string advice, TimeProvider machine)
{
    // A host restarts in that time; longer nobody wants to wait to be told of a wrong address.
    private static readonly TimeSpan ToBegin = TimeSpan.FromMinutes(1);
    private readonly long _since = machine.GetTimestamp();

    private TimeSpan Waited => machine.GetElapsedTime(_since);

    /// <summary>Null: ask again. Work that may run is never called failed; what is not known is said.</summary>
    public (Outcome Outcome, string Sentence)? Judge(HostUnreachable away) =>
        mayRun() ? Waited > longest ? (Outcome.Unknown, $"Not known: {away.Message}{advice}") : null
        : !away.Passes || Waited > ToBegin ? (Outcome.Error, $"It did not start: {away.Message}{(away.Passes ? " Retry when that is over." : "")}") : null;
}
