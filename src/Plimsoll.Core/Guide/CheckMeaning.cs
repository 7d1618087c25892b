using System.Globalization;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>What a check does in a release or an incident, in one sentence.</summary>
public static class CheckMeaning
{
    public static string Of(Playbook playbook, Check check) => Of(playbook.FormOf(check), check);

    /// <summary>Who does it or what opens it, without the rest of the sentence; empty where nobody has to do anything.
    /// </summary>
    public static string How(Playbook playbook, Check check) =>
        Of(playbook, check) is var whole && whole.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at
            ? char.ToUpperInvariant(whole[at + 2]) + whole[(at + 3)..] : "";

    private static string Of(CheckForm form, Check check) => form switch
    {
        CheckForm.Gate => $"A gate of every {Release(check)}: {Opens(check)}.",
        CheckForm.SignOff => $"A sign-off of every {Release(check)}: it opens when {Approvers(check)} has signed.",
        CheckForm.StepGate => $"A gate of the step after it: {Opens(check)}.",
        CheckForm.StepSignOff =>
            $"A sign-off before the step after it: the {Release(check)} waits until {Approvers(check)} has signed.",
        CheckForm.Step => $"A step of the {Release(check)}'s shipment, in the guide's order: {Done(check)}.",
        CheckForm.Verification => $"The verification of the deployment before it: {Measured(check)}.",
        CheckForm.Rule => $"A rule of the lane, for what counts as failed: {Judged(check)}.",
        CheckForm.Rollback => $"Work of a rollback or its incident, in this order: {Done(check)}.",
        CheckForm.Duty => $"A duty of {Incident(check)}: {Duty(check)}.",
        CheckForm.Clock => $"A duty of {Incident(check)} that comes back: {Duty(check)}.",
        CheckForm.Decision => "A decision: somebody chooses one of the options, and says why.",
        CheckForm.TypeRule => "A rule for this type of release.",
        CheckForm.Field => "A field of the release notes' template.",
        CheckForm.Owner => "It says who owns the line it stands under.",
        CheckForm.Authority => "It says who decides.",
        _ => "Information: nothing has to be done.",
    };

    private static string Release(Check check) =>
        check.Condition is { Class: "type", Text: var types }
            ? $"{types.Replace(",", " or ", StringComparison.Ordinal)} release" : "release";

    private static string Incident(Check check) => check.Severity.Length == 0 ? "every incident"
        : $"every incident that is {check.Severity} or worse";

    private static string Opens(Check check) => check.Mode switch
    {
        CheckMode.Manual => $"{Confirmers(check)} attests it",
        _ when check.Concept == "rollback-plan" => $"the plan is written, and {Confirmers(check)} accepts it",
        CheckMode.Semi => $"evidence proposes, and {Confirmers(check)} confirms",
        _ when OfPeople(check) is { } people => Signing.NeedsWord(check) ? $"{people}, and {Confirmers(check)} confirms" : people,
        _ when Signing.NeedsWord(check) => $"evidence proposes, and {Confirmers(check)} confirms",
        _ => "evidence opens it by itself",
    };

    // What the release itself has on record, put there by people.
    private static string? OfPeople(Check check) => check.Concept switch
    {
        "notes-drafted" => "a person reads and saves the notes for each candidate",
        "acceptance-criteria" => "evidence opens it by itself, or a named person meets each criterion of the release",
        _ => null,
    };

    private static string Confirmers(Check check) =>
        Signing.Confirmers(check) is { IsEmpty: false } all ? string.Join(" or ", all) : "a person";

    private static string Done(Check check) => check.Mode switch
    {
        CheckMode.Auto => $"the engine does it{Parts(check)}",
        CheckMode.Semi => $"the engine does it{Parts(check)}, and {People(check)} confirms",
        _ => $"{People(check)} does it and ticks it, with a note",
    };

    // " on 5%, then 100% of the targets, watching each part for 15m"
    private static string Parts(Check check) => check.Percents.IsEmpty ? ""
        : $" on {string.Join(", then ", check.Percents.Select(Percent))} of the targets"
            + (check.Observe is { } watch ? $", watching each part for {Durations.Write(watch)}" : "");

    private static string Percent(int part) => string.Create(CultureInfo.InvariantCulture, $"{part}%");

    private static string Measured(Check check) => check.Mode == CheckMode.Semi
        ? $"the engine measures, and {People(check)} confirms"
        : "the engine measures, and a bad result fails the deployment";

    private static string Judged(Check check) =>
        check.Mode == CheckMode.Auto ? "the engine judges" : "somebody is asked";

    private static string Duty(Check check) => check.Mode switch
    {
        CheckMode.Auto => "the engine does it, and the timeline says so",
        CheckMode.Semi => $"it is prefilled, and {People(check)} confirms it",
        _ => $"{People(check)} ticks it",
    };

    private static string People(Check check) =>
        (Signing.NeedsWord(check) ? Signing.Signers(check) : Owners.Of(check)) is { IsEmpty: false } owners
            ? string.Join(" or ", owners) : "a person";

    private static string Approvers(Check check) => Signing.Signers(check) is { IsEmpty: false } all
        ? string.Join(" and ", all) : "a person";
}
