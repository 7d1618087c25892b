using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Tests.Releases;

/// <summary>Playbooks built by hand: the seven gates, the house's sign-offs, the seven steps.</summary>
internal static class SomePlaybook
{
    public static Playbook Usual { get; } = With("usual", [.. Gates, .. SignOffs, .. Steps]);

    public static ImmutableArray<Check> Gates =>
    [
        Gate(14, Concepts.AcceptanceCriteria, CheckMode.Auto, "PM"),
        Gate(14, Concepts.PrsMerged, CheckMode.Auto, "Developers"),
        Gate(15, Concepts.CiGreen, CheckMode.Auto, "Developers"),
        Gate(15, Concepts.SecurityScan, CheckMode.Auto, "Security Lead") with { GoodFor = TimeSpan.FromHours(24) },
        Gate(16, Concepts.NotesDrafted, CheckMode.Auto, "PM"),
        Gate(17, Concepts.RollbackPlan, CheckMode.Semi, "Release Manager"),
        Gate(18, Concepts.SmokePrepared, CheckMode.Semi, "QA/Testing Specialist"),
    ];

    public static ImmutableArray<Check> SignOffs =>
        [SignOff("Release Manager", "patch,minor,major"), SignOff("Security Lead", "major")];

    public static ImmutableArray<Check> Steps =>
    [
        Step(21, "window-scheduled"), Step(22, "backup"), Step(23, "deploy-staging"), Step(23, "smoke-staging"),
        Step(24, "deploy-production"), Step(25, "post-deploy-verify"),
        Step(26, "announce") with { DefaultApprovers = ["Support"] },
    ];

    public static Playbook With(string hash, params IEnumerable<Check> checks) =>
        new("guide.md", "", hash, 7, new Outputs(7, 0, 0, 0), [.. checks]);

    public static Check Gate(int line, string concept, CheckMode mode, params ImmutableArray<string> owners) =>
        Line(line, "pre-release", CheckKind.Gate, concept, mode, owners);

    public static Check Step(int line, string concept, CheckMode mode = CheckMode.Auto) =>
        Line(line, "deploy", CheckKind.Step, concept, mode, ["Release Manager"]);

    public static Check SignOff(string role, string types) =>
        Line(0, "approval", CheckKind.Approval, $"sign-off.{role}", CheckMode.Manual, [role]) with
        {
            Concept = Concepts.SignOff, Approvers = [role], Condition = new Condition("type", types),
        };

    private static Check Line(
        int line, string phase, CheckKind kind, string concept, CheckMode mode, ImmutableArray<string> owners) =>
        new(line, "", phase, kind, concept, concept, "", mode, owners, [], [], null, null, null, concept,
            line == 0 ? "house default" : $"guide line {line}");
}
