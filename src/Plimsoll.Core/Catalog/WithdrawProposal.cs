using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Catalog;

/// <summary>Takes a proposed revision of the guide back: its proposer, or a Release Manager. It can be proposed
/// again.</summary>
/// <param name="Hash">Of its playbook, or how that begins.</param>
/// <param name="Manages">A service whose Release Manager the person is; empty for none.</param>
public sealed record WithdrawProposal(string Hash, string Manages = "") : ReadingCommand<GuideBook, GuideEvent>
{
    public const string Role = "Release Manager";

    public override Ruling<GuideEvent> Decide(GuideBook state, Readings readings, Moment now)
    {
        if (state.ProposalOf(Hash) is not { } proposal) return ApproveProposal.Missing(state, Hash);
        return proposal.By == now.Actor || Manages != ""
            && readings.Of<Service>(Service.StreamOf(Manages)).Definition?.Holds(now.Actor, Role) == true
                ? new ProposalWithdrawn(proposal.Playbook.Hash)
                : Refusal.Forbidden($"{proposal.By} proposed {proposal.ShortHash}; only {proposal.By} or a {Role} "
                    + "withdraws it. Whoever disagrees leaves it unapproved and says why.");
    }

    /// <summary>By this person, with the service that shows it where one does.</summary>
    public static WithdrawProposal By(string person, string hash, World world) => new(hash, world.All<Service>()
        .Where(one => one.Value.Definition?.Holds(person, Role) == true)
        .Select(one => one.Value.Definition?.Name ?? "").Order(StringComparer.Ordinal).FirstOrDefault(""));
}
