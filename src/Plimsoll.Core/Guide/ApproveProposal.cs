using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Guide;

/// <summary>A second person makes a proposed revision the guide in force.</summary>
/// <param name="Hash">Of its playbook, or how that begins.</param>
public sealed record ApproveProposal(string Hash) : Command<GuideBook, GuideEvent>
{
    public override Ruling<GuideEvent> Decide(GuideBook state, Moment now)
    {
        if (state.ProposalOf(Hash) is not { } proposal) return Missing(state, Hash);
        if (string.Equals(proposal.By, now.Actor, StringComparison.OrdinalIgnoreCase))
            return Refusal.Forbidden($"You proposed {proposal.ShortHash} yourself; somebody else has to approve it.");
        if (PersonId.Is(now.Actor) && PersonId.IsClaimed(proposal.By))
            return Refusal.Blocked($"{proposal.By} proposed {proposal.ShortHash} before accounts existed, under a name "
                + "nobody proved, so nobody can say who is the second person. Propose it again, and somebody else "
                + "approves it.");
        if (state.Revoked.TryGetValue(proposal.Playbook.Hash, out var revoked))
            return Refusal.Conflict($"This very guide was revoked since it was proposed: {revoked}. Correct it, "
                + "then propose it again.");
        if (proposal.Against != state.NewestHash)
            return Refusal.Conflict($"Another guide was applied since {proposal.ShortHash} was proposed, so its "
                + "effect is another one now. Propose it again.");
        return new PlaybookApplied(proposal.Playbook)
        {
            Text = proposal.Text, Lint = proposal.Lint, ProposedBy = proposal.By,
            Sidecar = proposal.Sidecar,
        };
    }

    /// <summary>What to say where no proposal is named so.</summary>
    public static Refusal Missing(GuideBook state, string hash) => Refusal.NotFound(
        $"No revision {hash} is proposed." + (state.Proposals.IsEmpty ? " None waits for anybody."
            : $" These wait: {string.Join(", ", state.Proposals.Values.Select(one => one.ShortHash))}."));
}
