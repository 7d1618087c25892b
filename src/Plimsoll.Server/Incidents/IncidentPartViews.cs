using Plimsoll.Core.Incidents;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Incidents;

/// <summary>The parts of an incident as the API answers them.</summary>
internal static class IncidentPartViews
{
    public static IncidentTimes Times(Times t) => new(
        t.Started, t.Detected, t.Declared, t.Acknowledged, t.Identified, t.Decided, t.Mitigated, t.Restored, t.Resolved,
        t.Closed);

    public static LeadView Lead(Lead lead) => new(
        lead.Person, lead.Offered, lead.Asked.IsEmpty ? null : lead.AskedAt, lead.Next);

    public static ChannelView? Channel(Channel? channel) =>
        channel is null ? null : new ChannelView(channel.Chat, channel.Call, channel.Archive);

    public static DecisionView Decision(Decision decision) => new(
        decision.Remedy.ToString().ToLowerInvariant(), decision.Reason, decision.Options, decision.By, decision.At);

    public static MitigationView? Mitigation(Mitigation? tried) => tried is null ? null : new MitigationView(
        tried.Deployment, tried.Environment, tried.StartedAt, tried.FinishedAt, (int)tried.Green.TotalSeconds,
        (int)SampleMitigation.Hold.TotalSeconds, tried.VerifiedAt, tried.Sentence);

    public static UpdateView Update(Update sent) => new(
        sent.Number, sent.Text, sent.Audiences, sent.To, sent.By, sent.At, sent.Final, sent.NextBy);

    public static ActionItemView Item(ActionItem item) => new(
        item.Number, item.Text, item.Owner, item.Due, item.BeforeNextRelease, item.DoneAt, item.DoneBy, item.DoneNote);

    public static EntryView Entry(Entry entry) => new(
        entry.Number, entry.At, entry.RecordedAt, entry.By, entry.Kind.ToString().ToLowerInvariant(), entry.Sentence,
        entry.Detail,
        [.. entry.Corrections.Select(c => new CorrectionView(c.Before, c.Reason, c.By, c.At))]);
}
