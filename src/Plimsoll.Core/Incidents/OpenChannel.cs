using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Says where people talk: address of the chat, of the call, or both.</summary>
public sealed record OpenChannel(string Chat, string Call) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.Over() is { } refusal) return refusal;
        var (chat, call) = (Chat.Trim(), Call.Trim());
        return (chat, call) is ("", "")
            ? Refusal.Invalid("Say where people talk: --chat ADDRESS, --call ADDRESS, or both.")
            : new ChannelOpened(chat == "" ? incident.Channel?.Chat ?? "" : chat,
                call == "" ? incident.Channel?.Call ?? "" : call);
    }
}

public sealed record ChannelOpened(string Chat, string Call) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Channel = new Channel(Chat, Call, "") }).Satisfy(DutyConcepts.Channel, moment)
            .Tell(moment, "Channel opened", string.Join(", ", new[] { Chat, Call }.Where(a => a != "")));
}

/// <summary>The talk is kept where the review can find it.</summary>
/// <param name="Where">Address of the export, or of the archived channel.</param>
public sealed record ArchiveChannel(string Where) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        incident.Over() is { } refusal ? refusal
        : incident.Channel is null ? Refusal.Invalid($"{incident.Id} has no channel to archive.")
        : incident.Status.IsResponse
            ? Refusal.Blocked("The channel is still needed: archive it when the incident is resolved.")
        : string.IsNullOrWhiteSpace(Where) ? Refusal.Invalid("Say where the talk is kept.")
        : new ChannelArchived(Where.Trim());
}

public sealed record ChannelArchived(string Where) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        (incident with { Channel = (incident.Channel ?? new Channel("", "", "")) with { Archive = Where } })
            .Tell(moment, "Channel archived", Where);
}
