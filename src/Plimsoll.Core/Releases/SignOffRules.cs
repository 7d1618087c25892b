using Plimsoll.Core.Access;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Releases;

/// <summary>Whether the sign-offs on record open their gate, and how it is told.</summary>
internal static class SignOffRules
{
    /// <summary>Each role the line names has signed this candidate, and not too long ago.</summary>
    public static (Verdict, string) Judge(ReleaseView view, Candidate candidate, Check check, DateTimeOffset at)
    {
        var roles = check.Approvers.IsEmpty ? [Roles.ReleaseManager] : check.Approvers;
        var signed = roles.Select(role => Signed(view, candidate, check, role, at)).ToList();
        return signed.FirstOrDefault(s => !s.Item1.Opens) is { Item2: not null } missing
            ? missing
            : (Verdict.Passed, string.Join("; ", signed.Select(s => s.Item2)));
    }

    /// <summary>Where accounts exist, a word under a name nobody proved counts for nothing.</summary>
    public static bool IsProven(this ReleaseView view, string person) =>
        !view.Organisation.HasAccounts || PersonId.Is(person);

    private static (Verdict, string) Signed(
        ReleaseView view, Candidate candidate, Check check, string role, DateTimeOffset at) =>
        view.Release.SignOffs.LastOrDefault(s => s.IsAs(role) && !s.IsTakenBack) switch
        {
            var given when NoSince(view.Release, candidate, check, given) is { } no =>
                (Verdict.Failed, GateWord.Said(no)),
            null => (Verdict.Pending, $"Sign-off by a {role} is missing"),
            { } given when given.Candidate != candidate.Number =>
                (Verdict.Stale, $"{given.By} signed candidate {given.Candidate}; this is candidate {candidate.Number}"),
            { } given when at - given.At > check.GoodFor =>
                (Verdict.Stale, $"{given.By} signed too long ago; it holds {check.GoodFor.Value.TotalHours:0} h"),
            { } given when !view.IsProven(given.By) => (Verdict.Stale,
                $"{given.By} signed before accounts existed, under a name nobody proved; a {role} signs again"),
            { IsSelf: true } given when Second(view, role, given.By) is not "" and var second => (Verdict.Stale,
                $"{given.By} approved their own release alone; {second} holds the role {role} by now and signs"),
            { } given => (Verdict.Passed, Words(given, role, at)),
        };

    /// <summary>The last no to this candidate, where nobody signed in the role after it.</summary>
    private static Confirmation? NoSince(Release release, Candidate candidate, Check check, SignOff? given) =>
        release.Confirmations.Skip(given?.Confirmations ?? 0)
            .LastOrDefault(c => c.No && c.Gate == check.Id && c.Candidate == candidate.Number);

    /// <summary>Another holder of the role; empty where there is none.</summary>
    public static string Second(ReleaseView view, string role, string than) => view.Organisation
        .Holders(role, Scope.Service(view.Release.Service)).FirstOrDefault(p => p != than, "");

    private static string Words(SignOff given, string role, DateTimeOffset at)
    {
        var words = $"signed by {given.By} as {role}";
        if (given.IsSelf) words += ", alone: approved by the one who made it (self-approval)";
        return given.Emergency == "" ? words
            : given.ConfirmedBy != "" ? $"{words} in an emergency ({given.Emergency}), confirmed by {given.ConfirmedBy}"
            : at > given.ConfirmUntil
                ? $"{words} in an emergency ({given.Emergency}), not confirmed in time by a Release Manager"
            : $"{words} in an emergency ({given.Emergency}); a Release Manager confirms it until " +
                $"{given.ConfirmUntil:yyyy-MM-dd HH:mm} UTC";
    }
}
