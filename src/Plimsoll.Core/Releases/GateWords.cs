using System.Collections.Immutable;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>What a gate is called, who opens it and what to type for that.</summary>
internal static class GateWords
{
    private static readonly string[] Sourced =
    [
        Concepts.AcceptanceCriteria, Concepts.PrsMerged, Concepts.CiGreen, Concepts.SecurityScan,
        Concepts.NotesDrafted, Concepts.RollbackPlan, Concepts.SmokePrepared, Concepts.SignOff,
    ];

    public static string Title(Check check) => check.Concept switch
    {
        _ when check.ShortId.Contains('+', StringComparison.Ordinal) => check.Text,
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

    /// <summary>How it opens here: what no source speaks for is a person's word, what is said of several things at
    /// once is confirmed by one.</summary>
    public static CheckMode ModeOf(Release release, Check check) =>
        IsRehearsal(check) && release.Rehearsed is not null ? CheckMode.Auto
        : IsUnbound(release, check) ? CheckMode.Manual
        : check.Mode == CheckMode.Auto && check.ShortId.Contains('+', StringComparison.Ordinal) ? CheckMode.Semi
        : check.Mode;

    /// <summary>The guide means a machine, but none reports.</summary>
    public static bool IsUnbound(Release release, Check check) =>
        check.Mode is CheckMode.Auto or CheckMode.Semi && !Sourced.Contains(check.Concept)
        && !GateEvidence.HasSpoken(release, check);

    public static bool OpensByRehearsal(Release release, Check check) =>
        IsRehearsal(check) || OwnRecord.AwaitsRehearsal(release, check);

    private static bool IsRehearsal(Check check) =>
        check.Concept is Concepts.RollbackTested or Concepts.RollbackPlanTested;

    public static string Time(DateTimeOffset at) => $"{at:yyyy-MM-dd HH:mm} UTC";

    public static string Command(ReleaseView view, Check check)
    {
        var (release, which) = (view.Release, $"{view.Release.Service} {view.Release.Version}");
        if (release.Candidate is null) return $"plimsoll release seal {which}";
        return check.Concept switch
        {
            Concepts.SignOff =>
                $"plimsoll release sign-off {which} --role \"{check.Approvers.FirstOrDefault("Release Manager")}\"",
            Concepts.NotesDrafted => $"plimsoll release notes {which} --edit",
            Concepts.AcceptanceCriteria when release.Criteria.Length > 0 =>
                $"plimsoll release criterion meet {which} NUMBER",
            Concepts.AcceptanceCriteria => $"plimsoll release criterion add {which} \"TEXT\"",
            Concepts.RollbackPlan or Concepts.RollbackPlanTested when release.RollbackPlan is null =>
                $"plimsoll release plan-rollback {which} --steps \"TEXT\"",
            _ when OpensByRehearsal(release, check) && MayRehearse(view) =>
                $"plimsoll release rehearse-rollback {which}",
            Concepts.RollbackPlan when OwnRecord.AwaitsRehearsal(release, check) =>
                $"plimsoll release plan-rollback {which} --steps \"TEXT\" --mitigation \"TEXT\"",
            Concepts.PrsMerged => $"plimsoll release refresh {which}",
            Concepts.CiGreen => $"plimsoll evidence add {which} --junit FILE",
            Concepts.SecurityScan => $"plimsoll evidence add {which} --sarif FILE",
            Concepts.SmokePrepared when !HasPassed(release, check) => $"plimsoll release rehearse {which}",
            _ when ModeOf(release, check) is CheckMode.Semi or CheckMode.Manual || Signing.NeedsWord(check) =>
                $"plimsoll release confirm {which} {check.Id}",
            _ => $"plimsoll evidence add {which} --check {check.Id}=passed",
        };
    }

    private static bool MayRehearse(ReleaseView view) =>
        view.Service?.Environments.Any(e => !e.IsProduction) == true
        && view.Release.RollbackPlan is not { Data: DataClass.Irreversible };

    private static bool HasPassed(Release release, Check check) => release.Evidence.Any(
        e => e.Gate == check.Concept && e.Verdict == Verdict.Passed && e.Commit == release.Candidate?.Commit);
}
