using System.CommandLine;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>The commands that change which guide is in force.</summary>
internal static class GuideChangeVerbs
{
    private static Symbol Hash => Takes.Argument("HASH", "The proposed playbook, or how its hash begins");

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("apply", "Make a guide the one that new candidates are judged by, or propose it to a second person",
            [Takes.Argument("FILE", "The guide, in Markdown; - reads standard input"), GuideFiles.Option], Apply),
        Verb.Of("approve", "Approve a revision somebody else proposed", [Hash], Approve),
        Verb.Of("withdraw", "Take a proposed revision back", [Hash], Withdraw),
    ];

    private static async Task Apply(Call call, CancellationToken stop)
    {
        var (file, bytes, guide, beside) = await GuideFile.Read(
            call, call.Text("FILE"), call.Text(GuideFiles.Flag), stop);
        if (guide.HasErrors) throw Failure.Usage(
            $"{file} cannot be applied.",
            string.Join('\n', guide.Lint.Where(l => l.Level == "error").Select(l => GuideReport.LintLine(file, l))),
            $"plimsoll guide check {file}");
        var name = FileBytes.NameOf(file);
        var change = await call.Server.Post<GuideChangeView>("guide/apply", new ApplyGuide(name, bytes, beside.Sidecar, beside.Linked), stop);
        Tell(call, change, change.Proposed
            ? $"{name} is proposed as {Short(change)}: {GuideReport.Sum(guide.Playbook)}. It waits for a second "
                + $"person: {change.Approve}."
            : $"{name} is applied: {GuideReport.Sum(guide.Playbook)}. New candidates are judged by it.");
        call.Next(change.Proposed
            ? $"plimsoll guide approve {Short(change)} --as SOMEBODY_ELSE" : "plimsoll guide show");
    }

    private static async Task Approve(Call call, CancellationToken stop)
    {
        var change = await Settle(call, "guide/approve", stop);
        Tell(call, change, $"{Short(change)} is approved and in force. New candidates are judged by it.");
        call.Next("plimsoll guide show");
    }

    private static async Task Withdraw(Call call, CancellationToken stop)
    {
        var change = await Settle(call, "guide/withdraw", stop);
        Tell(call, change with { Effect = [] }, $"{Short(change)} is withdrawn. The guide in force stays.");
        call.Next("plimsoll guide apply FILE");
    }

    private static Task<GuideChangeView> Settle(Call call, string path, CancellationToken stop) =>
        call.Server.Post<GuideChangeView>(path, new ProposalBody(call.Text("HASH")), stop);

    private static void Tell(Call call, GuideChangeView change, string done)
    {
        if (call.Json) call.Print(Wire.Print(change));
        call.Say(done);
        if (!change.Effect.IsDefaultOrEmpty) call.Say(string.Join(' ', change.Effect));
    }

    private static string Short(GuideChangeView change) =>
        change.Playbook is { Length: > 8 } hash ? hash[..8] : change.Playbook ?? "";
}
