using Plimsoll.Core.Kernel;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Engine;

/// <summary>After a form: back to its page with what happened, done or refused, in one sentence.</summary>
public static class Forms
{
    private const int MostBlockers = 3;

    extension(HttpContext http)
    {
        /// <summary>Sends the command of a form; the same click again is the same command.</summary>
        public async Task<IResult> Submit(Desk desk, StreamName stream, Command command, string back, string done) =>
            http.Tell(await http.Ask(desk, stream, command), back, done);

        public IResult Tell(Answer answer, string back, string done) => answer switch
        {
            Answer.Refused refused => http.Refuse(refused.Refusal, back),
            Answer.NotTaken not => http.Back(back, new Sign(Mark.Err, "Not written"), not.Reason),
            _ => http.Back(back, new Sign(Mark.Ok, "Done"), done),
        };

        public IResult Refuse(Refusal refusal, string back) =>
            http.Back(back, new Sign(Mark.Fail, "Not done"), Words(refusal));
    }

    private static string Words(Refusal refusal)
    {
        var missing = refusal.Blockers.Take(MostBlockers).Select(b => b.Sentence)
            .Where(s => !refusal.Reason.Contains(s, StringComparison.Ordinal)).ToList();
        return missing.Count == 0
            ? refusal.Reason.Capital
            : $"{refusal.Reason.Capital} Missing: {string.Join("; ", missing)}.";
    }
}
