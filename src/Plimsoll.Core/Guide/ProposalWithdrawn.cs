using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Guide;

/// <summary>A proposed revision waits for nobody any more.</summary>
/// <param name="Playbook">Its hash.</param>
public sealed record ProposalWithdrawn(string Playbook) : GuideEvent
{
    public override GuideBook Apply(GuideBook state, Moment moment) =>
        state with { Proposals = state.Proposals.Remove(Playbook) };
}
