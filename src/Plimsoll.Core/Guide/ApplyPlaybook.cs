using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Guide;

/// <summary>Makes a compiled guide the one that new candidates take.</summary>
/// <param name="Compilation">The playbook with what the compiler noticed; an error refuses.</param>
/// <param name="Text">The guide itself, so that people can read it beside what it became.</param>
public sealed record ApplyPlaybook(Compilation Compilation, string Text = "") : Command<GuideBook, GuideEvent>
{
    public override Ruling<GuideEvent> Decide(GuideBook state, Moment now)
    {
        var playbook = Compilation.Playbook;
        if (WithErrors(Compilation) is { } refusal) return refusal;
        if (state.Revoked.TryGetValue(playbook.Hash, out var revoked))
            return Refusal.Conflict($"This very guide was revoked: {revoked}. Correct it, then apply it again.");
        if (state.NewestHash == playbook.Hash) return Ruling.Of<GuideEvent>();
        return state.ChangeNeedsSecondPerson
            ? Refusal.Forbidden("The guide in force asks for two people to change it: propose the revision with "
                + "`plimsoll guide apply FILE`, and somebody else approves it.")
            : new PlaybookApplied(playbook)
            {
                Text = Text, Lint = Compilation.Lint, Sidecar = Compilation.Sidecar,
            };
    }

    /// <summary>Why a guide with errors is refused; null when it has none.</summary>
    internal static Refusal? WithErrors(Compilation compilation)
    {
        var errors = compilation.Lint.Where(lint => lint.Level == "error").ToList();
        return errors.Count == 0 ? null : Refusal.Invalid(
            $"The guide has {errors.Count} error{(errors.Count == 1 ? "" : "s")} and was not applied. The first: "
            + $"{GuideReport.LintLine(compilation.Playbook.Guide, errors[0])}");
    }
}

/// <summary>From now on new candidates take this playbook.</summary>
public sealed record PlaybookApplied(Playbook Playbook) : GuideEvent
{
    /// <summary>The guide it was compiled from; empty where it was applied before guides were kept.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the compiler noticed in it.</summary>
    public ImmutableArray<Lint> Lint { get; init; } = [];

    /// <summary>The file name of the sidecar it was compiled with; empty for none.</summary>
    public string Sidecar { get; init; } = "";

    /// <summary>Who proposed it, when another approved it; else empty.</summary>
    public string ProposedBy { get; init; } = "";

    public override GuideBook Apply(GuideBook state, Moment moment) => state with
    {
        Playbooks = state.Playbooks.SetItem(Playbook.Hash, Playbook), NewestHash = Playbook.Hash,
        Texts = Text.Length > 0 ? state.Texts.SetItem(Playbook.Hash, Text) : state.Texts,
        Sidecars = state.Sidecars.SetItem(Playbook.Hash, Sidecar),
        Lints = state.Lints.SetItem(Playbook.Hash, Lint),
        History = state.History.Add(new AppliedVersion(Playbook.Hash, moment.Actor, moment.At, ProposedBy)),
        Proposals = state.Proposals.Remove(Playbook.Hash),
    };
}
