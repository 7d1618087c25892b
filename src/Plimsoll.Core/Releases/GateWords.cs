using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>What a gate is called and what to type to open it.</summary>
internal static class GateWords
{
    public static string Title(Check check) => check.Concept switch
    {
        Concepts.AcceptanceCriteria => "Acceptance criteria met",
        Concepts.PrsMerged => "Pull requests merged",
        Concepts.CiGreen => "CI passing",
        Concepts.SecurityScan => "Security scans",
        Concepts.NotesDrafted => "Release notes drafted",
        Concepts.RollbackPlan => "Rollback plan documented",
        Concepts.SmokePrepared => "Smoke tests prepared",
        Concepts.SignOff => "Sign-off",
        _ => check.Text,
    };

    public static string Command(Release release, Check check)
    {
        var which = $"{release.Service} {release.Version}";
        if (release.Candidate is null) return $"plimsoll release seal {which}";
        return check.Concept switch
        {
            Concepts.SignOff =>
                $"plimsoll release sign-off {which} --role \"{check.Approvers.FirstOrDefault("Release Manager")}\"",
            Concepts.NotesDrafted => $"plimsoll release notes {which} --edit",
            Concepts.AcceptanceCriteria when release.Criteria.Length > 0 =>
                $"plimsoll release criterion meet {which} NUMBER",
            Concepts.AcceptanceCriteria => $"plimsoll release criterion add {which} \"TEXT\"",
            Concepts.RollbackPlan when release.RollbackPlan is null =>
                $"plimsoll release plan-rollback {which} --steps \"TEXT\"",
            Concepts.PrsMerged => $"plimsoll release refresh {which}",
            Concepts.CiGreen => $"plimsoll evidence add {which} --junit FILE",
            Concepts.SecurityScan => $"plimsoll evidence add {which} --sarif FILE",
            Concepts.SmokePrepared when !HasPassed(release, check) => $"plimsoll release rehearse {which}",
            _ when check.Mode is CheckMode.Semi or CheckMode.Manual => $"plimsoll release confirm {which} {check.Id}",
            _ => $"plimsoll evidence add {which} --check {check.Id}=passed",
        };
    }

    private static bool HasPassed(Release release, Check check) => release.Evidence.Any(
        e => e.Gate == check.Concept && e.Verdict == Verdict.Passed && e.Commit == release.Candidate?.Commit);
}
