using System.Collections.Immutable;

namespace Plimsoll.Core.Guide;

/// <summary>Who says yes to a line, and how strictly.</summary>
public static class Signing
{
    /// <summary>A sign-off keeps whoever made it from approving it; an attestation takes any holder's word.</summary>
    public static bool IsSignOff(Check check) => NeedsWord(check) && !check.Attested;

    /// <summary>Evidence alone does not open it: a named person says so as well, by sign-off or attestation.</summary>
    public static bool NeedsWord(Check check) => NeedsWord(check.Kind, check.Approvers);

    internal static bool NeedsWord(CheckKind kind, ImmutableArray<string> approvers) =>
        kind == CheckKind.Approval || !approvers.IsEmpty;

    /// <summary>The roles that all have to sign, or one of which attests; where none is named, the owners.</summary>
    public static ImmutableArray<string> Signers(Check check) =>
        !check.Approvers.IsEmpty ? check.Approvers : Owners.Of(check);

    /// <summary>Who says that a gate is open: who signs it, else who accepts what its owner did, else its owners.
    /// </summary>
    public static ImmutableArray<string> Confirmers(Check check) =>
        NeedsWord(check) ? Signers(check)
        : check.Mode != CheckMode.Auto && Owners.ApproversOf(check) is { IsEmpty: false } approvers ? approvers
        : Owners.Of(check);

    /// <summary>The word of one of its signers is enough.</summary>
    public static bool TakesAny(Check check) => check.Attested || check.AnyApprover;

    /// <summary>The lines a guide only advises: shown, never in the way.</summary>
    public static bool Advises(Check check) => check.Blocks == "none";

    /// <summary>Somebody has to say whether it applies: nothing else tells.</summary>
    public static bool IsAsked(Condition? condition) =>
        condition is { Only.IsEmpty: true, Class: "ask" or "property" or "when" };

    /// <summary>Whether a condition on release types lets a line hold for this one.</summary>
    public static bool HoldsFor(Condition? condition, string type) =>
        condition is not { Class: "type" }
        || condition.Text.Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            is var named && (named.Contains("all", StringComparer.OrdinalIgnoreCase)
                || named.Contains(type, StringComparer.OrdinalIgnoreCase));

    /// <summary>Who may excuse a line: the role it names, else the house's two.</summary>
    public static ImmutableArray<string> Waivers(Check? check) =>
        check is { WaivedBy: not "" } ? [check.WaivedBy] : ["Release Manager", "Security Lead"];
}
