using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Guide;

/// <summary>Revisions that wait for a second person, each with its effect and what can be done about it.</summary>
internal static class GuideChangeViews
{
    public static ProposalCard Of(Sight sight, GuideBook book, Proposal proposal) => new(
        proposal.ShortHash, string.Join(' ', GuideChange.EffectOf(book, proposal.Playbook)),
        $"Proposed by {proposal.By}. Releases already sealed keep the guide they have. Waits for "
            + $"{GuideChange.Approvers(proposal.By)}.",
        proposal.At, Rows(book.Newest, proposal.Playbook),
        Form(sight, proposal, "approve-proposal", $"Approve {proposal.ShortHash}", "Approve and apply",
            new ApproveProposal(proposal.Playbook.Hash)) with { Kind = ButtonKind.Go },
        Form(sight, proposal, "withdraw-proposal", $"Withdraw {proposal.ShortHash}", "Withdraw",
            WithdrawProposal.By(sight.Actor, proposal.Playbook.Hash, sight.World)));

    public static IReadOnlyList<ChangeRow> Rows(Playbook? before, Playbook after) =>
        before is null ? [] : [.. PlaybookDiff.Of(before, after).Changes.Select(Row)];

    private static ChangeRow Row(CheckChange change) => new(
        change switch
        {
            { New.Line: > 0 and var line } => $"{line}",
            { Old.Line: > 0 and var line } => $"was {line}",
            _ => "house",
        },
        change.Kind.ToString().ToLowerInvariant(), change.Check.Id, change.Was, change.Is, change.Check.Text);

    private static FormView Form(
        Sight sight, Proposal proposal, string path, string label, string button, Core.Kernel.Command command) => new(
        $"{path}-{proposal.ShortHash}", $"/guide/{path}", label, button,
        [new FieldView(FieldKind.Hidden, "hash", "", proposal.Playbook.Hash)])
    {
        Objection = sight.Objection(GuideBook.Stream, command)?.Reason ?? "",
    };
}
