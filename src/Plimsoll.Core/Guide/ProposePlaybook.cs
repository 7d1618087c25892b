using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Guide;

/// <summary>Puts a revision of the guide before a second person; nothing is judged by it yet.</summary>
public sealed record ProposePlaybook(Compilation Compilation, string Text = "") : Command<GuideBook, GuideEvent>
{
    public override Ruling<GuideEvent> Decide(GuideBook state, Moment now)
    {
        var playbook = Compilation.Playbook;
        if (ApplyPlaybook.WithErrors(Compilation) is { } refusal) return refusal;
        if (state.Revoked.TryGetValue(playbook.Hash, out var revoked))
            return Refusal.Conflict($"This very guide was revoked: {revoked}. Correct it, then propose it again.");
        if (state.NewestHash == playbook.Hash)
            return Refusal.Conflict("This very guide is in force already; there is nothing to propose.");
        return state.Proposals.TryGetValue(playbook.Hash, out var same) && same.Against == state.NewestHash
            // Whoever is proven takes the place of who was not.
            && !(PersonId.IsClaimed(same.By) && PersonId.Is(now.Actor))
            ? Ruling.Of<GuideEvent>()
            : new PlaybookProposed(playbook, Text, state.NewestHash)
            {
                Lint = Compilation.Lint, Sidecar = Compilation.Sidecar,
            };
    }
}

/// <summary>A revision waits for a second person.</summary>
/// <param name="Against">The playbook it was compared with: the one in force then.</param>
public sealed record PlaybookProposed(Playbook Playbook, string Text, string Against) : GuideEvent
{
    /// <summary>What the compiler noticed in it.</summary>
    public ImmutableArray<Lint> Lint { get; init; } = [];

    /// <summary>The file name of the sidecar it was compiled with; empty for none.</summary>
    public string Sidecar { get; init; } = "";

    public override GuideBook Apply(GuideBook state, Moment moment) => state with
    {
        Proposals = state.Proposals.SetItem(
            Playbook.Hash, new Proposal(Playbook, Text, moment.Actor, moment.At, Against)
            {
                Lint = Lint, Sidecar = Sidecar,
            }),
    };
}
