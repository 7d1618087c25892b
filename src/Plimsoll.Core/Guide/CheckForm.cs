using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>What a compiled line becomes (guide-language, section 5), by its kind and the phase it stands in.</summary>
public enum CheckForm
{
    Gate, SignOff, StepGate, StepSignOff, Step, Verification, Rule, Rollback, Duty, Clock, Decision, TypeRule, Field,
    Owner, Authority, Information,
}

/// <summary>The form of a check, and the words for it: one voice for the command line, the difference and the
/// page.</summary>
public static class CheckForms
{
    private static readonly string[] Before = ["pre-release", "approval"];
    private static readonly string[] Shipping = ["deploy", "rollout", "verify", "communicate"];

    public static CheckForm Of(Check check) => check.Kind switch
    {
        CheckKind.Policy => CheckForm.TypeRule,
        CheckKind.Field => CheckForm.Field,
        CheckKind.Owner => CheckForm.Owner,
        CheckKind.Authority => CheckForm.Authority,
        CheckKind.Info => CheckForm.Information,
        CheckKind.Trigger => CheckForm.Rule,
        _ when Kinds.IsIn(check.Phase, ["incident"]) => OfIncident(check.Kind),
        _ when Kinds.IsIn(check.Phase, ["rollback"]) =>
            check.Kind == CheckKind.Decision ? CheckForm.Decision : CheckForm.Rollback,
        _ when Kinds.IsIn(check.Phase, [.. Before]) => check.Approvers.IsEmpty ? CheckForm.Gate : CheckForm.SignOff,
        _ => OfShipment(check),
    };

    /// <summary>In a word or two, as a column says it.</summary>
    public static string Name(CheckForm form) => form switch
    {
        CheckForm.SignOff or CheckForm.StepSignOff => "sign-off",
        CheckForm.StepGate => "gate of a step",
        CheckForm.Rule => "rule for failure",
        CheckForm.Rollback => "rollback work",
        CheckForm.TypeRule => "release type",
        CheckForm.Field => "field",
        _ => form.ToString().ToLowerInvariant(),
    };

    private static CheckForm OfIncident(CheckKind kind) => kind switch
    {
        CheckKind.Recurring => CheckForm.Clock,
        CheckKind.Decision => CheckForm.Decision,
        _ => CheckForm.Duty,
    };

    private static CheckForm OfShipment(Check check) => check.Kind switch
    {
        CheckKind.Gate => CheckForm.StepGate,
        CheckKind.Approval or CheckKind.Decision =>
            check.Approvers.IsEmpty ? CheckForm.StepGate : CheckForm.StepSignOff,
        CheckKind.Check when check.Mode != CheckMode.Manual && Kinds.IsIn(check.Phase, [.. Shipping[..3]]) =>
            CheckForm.Verification,
        _ => CheckForm.Step,
    };
}
