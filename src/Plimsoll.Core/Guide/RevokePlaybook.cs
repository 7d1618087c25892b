using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Guide;

/// <summary>Says that a playbook must not be followed any more: nothing starts production under it until what goes by
/// it is re-pinned.</summary>
/// <param name="Hash">The playbook's hash, or at least its first six digits.</param>
public sealed record RevokePlaybook(string Hash, string Reason) : Command<GuideBook, GuideEvent>
{
    public override Ruling<GuideEvent> Decide(GuideBook state, Moment now)
    {
        if (now.BySystem) return Refusal.Forbidden("A person revokes a guide.");
        if (state.Named(Hash) is not { } playbook)
            return Refusal.NotFound(
                $"No playbook applied here is {Hash}; `plimsoll guide show` prints the newest one.");
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("Say why it must not be followed; everybody who goes by it will read it.");
        return state.Revoked.ContainsKey(playbook.Hash)
            ? Ruling.Of<GuideEvent>() : new PlaybookRevoked(playbook.Hash, Reason.Trim());
    }
}

public sealed record PlaybookRevoked(string Hash, string Reason) : GuideEvent
{
    public override GuideBook Apply(GuideBook state, Moment moment) =>
        state with { Revoked = state.Revoked.SetItem(Hash, Reason) };
}
