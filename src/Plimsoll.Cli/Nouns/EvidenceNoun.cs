using System.CommandLine;
using System.Text;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll evidence</c>: what speaks for or against a release.</summary>
internal static class EvidenceNoun
{
    private static readonly string[] _verdicts = ["passed", "failed", "error", "inconclusive"];

    public static Command All() => Verb.Noun(
        "evidence", "What speaks for or against a release",
        Verb.Of("add", "Add a test report, a scan or a verdict",
            [
                .. Takes.Release,
                Takes.Text("--junit", "FILE", "JUnit XML of the tests; - reads standard input"),
                Takes.Text("--sarif", "FILE", "SARIF 2.1.0 of a scan; - reads standard input"),
                Takes.Text("--check", "GATE=VERDICT", "A verdict for a gate, such as prs-merged=passed"),
                Takes.Text("--summary", "TEXT", "What was found, in a sentence"),
                Takes.Text("--link", "URL", "Where it can be read"),
                Takes.Text("--commit", "COMMIT", "What was tested or scanned [default: the newest candidate's commit]"),
            ], Add));

    private static async Task<int> Add(Call call, CancellationToken stop)
    {
        var which = call.Release;
        var answer = await call.Server.Post<EvidenceAnswer>(which.Path("evidence"), await Body(call, stop), stop);
        call.Show(answer, Text);
        call.Next(which.Command("why"));
        return ExitCodes.Ok;
    }

    private static async Task<EvidenceBody> Body(Call call, CancellationToken stop)
    {
        string[] kinds = ["junit", "sarif", "check"];
        return kinds.Where(k => call.Text($"--{k}") != "").ToArray() switch
        {
            ["check"] => Check(call),
            [var kind] => await Report(call, kind, stop),
            _ => throw Failure.Usage("Evidence is one of --junit FILE, --sarif FILE or --check GATE=passed.",
                fix: "Type the command once for each piece of evidence."),
        };
    }

    private static async Task<EvidenceBody> Report(Call call, string kind, CancellationToken stop)
    {
        var file = call.Text($"--{kind}");
        return new EvidenceBody(
            kind, FileBytes.NameOf(file), await FileBytes.Read(call.Terminal, file, FileBytes.MostEvidence, stop),
            call.Text("--summary"), call.Text("--link"),
            call.Text("--commit"));
    }

    private static EvidenceBody Check(Call call)
    {
        var said = call.Text("--check").Split('=', 2);
        return said is [{ Length: > 0 } gate, var verdict] && _verdicts.Contains(verdict)
            ? new EvidenceBody(
                "check", gate, Encoding.UTF8.GetBytes(verdict), call.Text("--summary"), call.Text("--link"),
            call.Text("--commit"))
            : throw Failure.Usage($"\"{call.Text("--check")}\" is no verdict for a gate.",
                $"A verdict is one of {string.Join(", ", _verdicts)}.", "Write it as --check security-scan=passed.");
    }

    internal static string Text(EvidenceAnswer answer) =>
        $"{Plain.Text(answer.Gate)}: {Plain.Text(answer.Verdict)}\n{Plain.Text(answer.Summary)}\n" +
        string.Concat(answer.Notes.Select(n => $"Note: {Plain.Text(n)}\n"));
}
