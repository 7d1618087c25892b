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
    /// <summary>By what the engine makes of the line; what it leaves alone is told by its kind.</summary>
    public static CheckForm FormOf(this Playbook playbook, Check check) => playbook.UseOf(check) switch
    {
        LineUse.Gate => Signing.IsSignOff(check) ? CheckForm.SignOff : CheckForm.Gate,
        LineUse.StepGate => Signing.IsSignOff(check) ? CheckForm.StepSignOff : CheckForm.StepGate,
        LineUse.Step => CheckForm.Step,
        LineUse.Verification => check.Mode == CheckMode.Manual ? CheckForm.Step : CheckForm.Verification,
        LineUse.Policy => CheckForm.Rule,
        LineUse.Rollback => check.Kind == CheckKind.Decision ? CheckForm.Decision : CheckForm.Rollback,
        LineUse.Duty => check.Kind == CheckKind.Decision ? CheckForm.Decision
            : playbook.ComesBack(check) ? CheckForm.Clock : CheckForm.Duty,
        _ => Telling(check),
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

    private static CheckForm Telling(Check check) => check.Kind switch
    {
        CheckKind.Policy => CheckForm.TypeRule,
        CheckKind.Field => CheckForm.Field,
        CheckKind.Owner => CheckForm.Owner,
        CheckKind.Authority => CheckForm.Authority,
        _ => CheckForm.Information,
    };
}
