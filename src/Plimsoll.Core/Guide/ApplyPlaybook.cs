using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Guide;

/// <summary>Makes a compiled guide the one that new candidates take.</summary>
/// <param name="Compilation">The playbook with what the compiler noticed; an error refuses.</param>
public sealed record ApplyPlaybook(Compilation Compilation) : Command<GuideBook, GuideEvent>
{
    public override Ruling<GuideEvent> Decide(GuideBook state, Moment now)
    {
        var playbook = Compilation.Playbook;
        var errors = Compilation.Lint.Where(lint => lint.Level == "error").ToList();
        if (errors.Count > 0)
        {
            return Refusal.Invalid(
                $"The guide has {errors.Count} error{(errors.Count == 1 ? "" : "s")} and was not applied. The first: "
                + $"{GuideReport.LintLine(playbook.Guide, errors[0])}");
        }

        if (state.Revoked.TryGetValue(playbook.Hash, out var revoked))
            return Refusal.Conflict($"This very guide was revoked: {revoked}. Correct it, then apply it again.");
        return state.NewestHash == playbook.Hash ? Ruling.Of<GuideEvent>() : new PlaybookApplied(playbook);
    }
}

/// <summary>From now on new candidates take this playbook.</summary>
public sealed record PlaybookApplied(Playbook Playbook) : GuideEvent
{
    public override GuideBook Apply(GuideBook state, Moment moment) => state with
    {
        Playbooks = state.Playbooks.SetItem(Playbook.Hash, Playbook), NewestHash = Playbook.Hash,
    };
}
