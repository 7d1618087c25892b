using Plimsoll.Core.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>Sign-offs out of the ordinary stay marked: given alone, or in an emergency; red once overdue.</summary>
internal static class SigningMarks
{
    public static IReadOnlyList<RemarkView> Of(ReleaseSeen seen) =>
        [.. from given in seen.Release.SignOffs
            where given.WaitsToBeConfirmed || given.Candidate == seen.Release.Candidate?.Number
            from sign in new[] { given.MarkAt(seen.Sight.Now) }.OfType<Sign>()
            select new RemarkView(sign, Words(given))];

    extension(SignOff given)
    {
        /// <summary>Null for the usual sign-off by a second person.</summary>
        public Sign? MarkAt(DateTimeOffset now) => given switch
        {
            { IsSelf: true } => new Sign(Mark.Sign, "Self-approval"),
            { WaitsToBeConfirmed: true } when given.IsLate(now) =>
                new Sign(Mark.Fail, "Emergency sign-off overdue"),
            { WaitsToBeConfirmed: true } => new Sign(Mark.Sign, "Emergency sign-off"),
            { Emergency: not "" } => new Sign(Mark.Ok, "Emergency sign-off confirmed"),
            _ => null,
        };

        /// <summary>Its working day is over and nobody confirmed it.</summary>
        public bool IsLate(DateTimeOffset now) =>
            given.WaitsToBeConfirmed && (given.IsOverdue || now > given.ConfirmUntil);
    }

    private static string Words(SignOff given) =>
        $"Candidate {given.Candidate}, by {given.By} as {given.Role}, {Words(given.At)}" + (given switch
        {
            { IsSelf: true } => ": alone, because nobody else held the role.",
            { ConfirmedBy: not "" } =>
                $" for {given.Emergency}: {given.Comment.Sentence} Confirmed by {given.ConfirmedBy}.",
            _ => $" for {given.Emergency}: {given.Comment.Sentence} {(given.IsTakenBack ? "It was taken back since. " : "")}"
                + $"A Release Manager confirms it until {Words(given.ConfirmUntil)}.",
        });

    private static string Words(DateTimeOffset at) => Site.Words.Stamp(at);
}
