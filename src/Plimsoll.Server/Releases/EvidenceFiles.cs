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
        var (gate, source, reading) = Read(body);
        // What failed is on record also where more may be missing from the report.
        if (reading is { Problem: { } problem, Verdict: not Files.Evidence.Verdicts.Failed })
            return Answers.Problem(Refusal.Invalid(
                $"{problem.File}:{problem.Line}:{problem.Column} {problem.Message} Nothing was recorded."));
        var word = reading?.Verdict ?? Encoding.UTF8.GetString(body.Content);
        if (!EnumNames.Read<Verdict>(word, out var verdict))
            return Answers.Problem(Refusal.Invalid($"'{word}' is not a verdict; write passed, failed, error or inconclusive."));
        var summary = reading?.Summary ?? (body.Summary == "" ? $"{verdict.Word}, says {http.Actor()}" : body.Summary);
        var answer = await http.Ask(desk, stream, new AddEvidence(
            gate, verdict, body.Commit == "" ? release.Candidate?.Commit ?? "" : body.Commit,
            reading is null ? http.Actor() : source, desk.Now,
            summary, body.Link, ByHand: reading is null));
        return answer is Answer.Accepted
            ? Results.Ok(new EvidenceAnswer(gate, verdict.Word, summary, [.. reading?.Notes ?? []]))
            : answer.ToHttp(http);
    }

    /// <summary>A scan speaks for its tool, a test report for the tests: the next of the same source replaces it.</summary>
    private static (string Gate, string Source, EvidenceReading? Reading) Read(EvidenceBody body)
    {
        switch (body.Kind)
        {
            case "sarif":
                var scan = SarifReader.Read(body.Name, body.Content);
                return (Concepts.SecurityScan, scan.Names.IsEmpty ? body.Name : string.Join(", ", scan.Names), scan.Reading);
            case "junit":
                return (Concepts.CiGreen, "JUnit", JUnitReader.Read(body.Name, body.Content).Reading);
            default:
                return (body.Name, "", null);
        }
    }
}
