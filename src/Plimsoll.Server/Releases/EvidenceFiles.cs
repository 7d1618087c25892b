using System.Text;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Files.Evidence;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Verdicts = Plimsoll.Core.Releases.Verdicts;

namespace Plimsoll.Server.Releases;

/// <summary>Reads uploaded evidence, a scan or a test report or a person's word, and puts it on record.</summary>
public sealed class EvidenceFiles(Desk desk)
{
    public async Task<IResult> Add(HttpContext http, string service, string version, EvidenceBody body)
    {
        var stream = Release.StreamOf(service, version);
        if (desk.World.Get<Release>(stream) is not { Exists: true } release) return ReleaseApi.Missing(service, version);
        var (gate, reading) = body.Kind switch
        {
            "sarif" => (Concepts.SecurityScan, SarifReader.Read(body.Name, body.Content).Reading),
            "junit" => (Concepts.CiGreen, JUnitReader.Read(body.Name, body.Content).Reading),
            _ => (body.Name, null),
        };
        if (reading?.Problem is { } problem)
            return Answers.Problem(Refusal.Invalid(
                $"{problem.File}:{problem.Line}:{problem.Column} {problem.Message} Nothing was recorded."));
        var word = reading?.Verdict ?? Encoding.UTF8.GetString(body.Content);
        if (!Enum.TryParse<Verdict>(word, true, out var verdict))
            return Answers.Problem(Refusal.Invalid($"'{word}' is not a verdict; write passed, failed, error or inconclusive."));
        var summary = reading?.Summary ?? (body.Summary == "" ? $"{verdict.Word}, says {http.Actor()}" : body.Summary);
        var answer = await http.Ask(desk, stream, new AddEvidence(
            gate, verdict, release.Candidate?.Commit ?? "", reading is null ? http.Actor() : body.Name, desk.Now,
            summary, body.Link, ByHand: reading is null));
        return answer is Answer.Accepted
            ? Results.Ok(new EvidenceAnswer(gate, verdict.Word, summary, [.. reading?.Notes ?? []]))
            : answer.ToHttp(http);
    }
}
