using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Drivers;

namespace Plimsoll.Server.Deployments;

/// <summary>What is said of a ticket that has ended, or of which nobody knows how it did.</summary>
/// <param name="limits">Those it ran under.</param>
internal sealed class TicketEnding(Attempt attempt, WorkLimits limits, string lastLine, string digest)
{
    // A sentence, not a log: the whole line stands in the output.
    private const int LongestLine = 300;

    /// <summary>What a person does about work nobody knows the end of; empty: nothing.</summary>
    public string Advice { get; init; } = "";

    public EndAttempt Of(Observed observed) => observed switch
    {
        { State: TicketState.Unknown } => attempt.Ending(Outcome.Unknown, observed.Sentence + Advice, digest),
        { SilentFor: { } silence } => attempt.Ending(
            Outcome.TimedOut, $"it printed nothing for {Duration.Write(silence)} and was stopped", digest),
        { TimedOut: true } => attempt.Ending(Outcome.TimedOut, "it ran out of time and was stopped", digest),
        { Limit: { } limit } => attempt.Ending(
            Outcome.Failed, Said($"it reached its limit `{limit}: {LimitSentence.Value(limits, limit)}` and was stopped"), digest),
        { ExitCode: not 0 } => attempt.Ending(
            Outcome.Failed, Said($"exit code {observed.ExitCode}") + LimitSentence.Perhaps(limits, lastLine), digest),
        _ when attempt.Action == "backup" => Backup(),
        _ => attempt.Ending(Outcome.Succeeded, $"exit code 0. {observed.Loss}".TrimEnd('.', ' '), digest),
    };

    /// <summary>A backup that names no restore point is none.</summary>
    private EndAttempt Backup() => lastLine == ""
        ? attempt.Ending(Outcome.Failed, "the backup command printed no restore point as its last line", digest)
        : attempt.Ending(Outcome.Succeeded, $"restore point {lastLine}", digest, lastLine);

    private string Said(string end) => lastLine switch
    {
        "" => end,
        { Length: > LongestLine } => $"{end}: {lastLine[..LongestLine]}…",
        _ => $"{end}: {lastLine}",
    };
}
