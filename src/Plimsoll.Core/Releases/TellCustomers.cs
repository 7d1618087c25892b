using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>What customers were told of a release before it reached them.</summary>
public sealed record CustomerNotice(string Text, ImmutableArray<string> To, string By, DateTimeOffset At);

/// <summary>Tells customers by mail what a release changes for them, before it does.</summary>
/// <remarks>A major waits for it where the service names its customers; any other release may do it.</remarks>
/// <param name="Again">They were told before, and are told something else: mail cannot be taken back.</param>
public sealed record TellCustomers(string Text, bool Again = false) : ReleaseReadingCommand
{
    private const int Longest = 64 * 1024;

    public override Ruling<ReleaseEvent> Decide(Release release, Readings readings, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(Text))
            return Refusal.Invalid("Write what changes for customers, from when, and what they have to do.");
        if (Text.Length > Longest)
            return Refusal.Invalid("The text is longer than 64 KiB; shorten it or link to the rest.");
        if (release.Notice is { } notice && !Again)
            return Refusal.Conflict($"{notice.By} has told them at {GateWords.Time(notice.At)}; nobody was told again. "
                + "Where that has to be corrected, add --again.");
        return ReleaseView.Of(release, readings).Service is { Customers: [_, ..] to }
            ? new CustomersTold(Text.Trim(), to)
            : Refusal.Invalid(
                $"Nobody was told: {release.Service} names no customers. Write their addresses, or that of their list, "
                + "under `audiences`, `customers` in its plimsoll.yaml, and apply it.");
    }
}

public sealed record CustomersTold(string Text, ImmutableArray<string> To) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) =>
        release with { Notice = new CustomerNotice(Text, To, moment.Actor, moment.At) };
}
