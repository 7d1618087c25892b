using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Guide;

/// <summary>Takes a proposed revision back; anybody may, and it can be proposed again.</summary>
/// <param name="Hash">Of its playbook, or how that begins.</param>
public sealed record WithdrawProposal(string Hash) : Command<GuideBook, GuideEvent>
{
    public override Ruling<GuideEvent> Decide(GuideBook state, Moment now) =>
        state.ProposalOf(Hash) is { } proposal
            ? new ProposalWithdrawn(proposal.Playbook.Hash)
            : ApproveProposal.Missing(state, Hash);
}

/// <summary>A proposed revision waits for nobody any more.</summary>
/// <param name="Playbook">Its hash.</param>
public sealed record ProposalWithdrawn(string Playbook) : GuideEvent
{
    public override GuideBook Apply(GuideBook state, Moment moment) =>
        state with { Proposals = state.Proposals.Remove(Playbook) };
}
