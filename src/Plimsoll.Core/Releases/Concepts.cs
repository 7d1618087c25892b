namespace Plimsoll.Core.Releases;

/// <summary>
/// The guide's concepts a release knows how to find evidence for; any other is attested by its owner.
/// </summary>
public static class Concepts
{
    public const string AcceptanceCriteria = "acceptance-criteria";
    public const string PrsMerged = "prs-merged";
    public const string CiGreen = "ci-green";
    public const string SecurityScan = "security-scan";
    public const string NotesDrafted = "notes-drafted";
    public const string RollbackPlan = "rollback-plan";
    public const string RollbackTested = "rollback-tested";
    public const string RollbackPlanTested = "rollback-plan-tested";
    public const string SmokePrepared = "smoke-prepared";
    public const string SignOff = "sign-off";
    public const string Window = "window-scheduled";
}
