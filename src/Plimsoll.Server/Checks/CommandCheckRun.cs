using Plimsoll.Core.Catalog;
using Plimsoll.Files.Evidence;
using Plimsoll.Server.Processes;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Checks;

/// <summary>Runs a command that must exit 0, on this machine.</summary>
public sealed class CommandCheckRun(TimeProvider clock, WorkSecrets? secrets = null, SecretFiles? files = null)
{
    private const int LinesShown = 5;

    public async Task<CheckResult> Run(CommandCheck check, CheckTarget target, CancellationToken stop)
    {
        var environment = target.Variables.ToDictionary();
        environment["PLIMSOLL_VERSION"] = target.Version;
        environment["PLIMSOLL_TARGET"] = target.Name;
        environment["PLIMSOLL_TARGET_URL"] = target.Url ?? "";
        var (given, whyNot) = await Given(target, stop);
        if (given is null) return new(check.Name, target.Name, Verdicts.Error, $"The command was not run: {whyNot}.");
        using var laid = files?.Lay(given);
        foreach (var (name, value) in laid?.Variables ?? given.Variables) environment[name] = value;
        var plan = Subprocess.Shell(check.Command, target.Folder, check.Timeout, environment);
        var report = check.JUnit == "" ? null : SuiteReport.Before(Path.Combine(target.Folder, check.JUnit));
        var end = await SubprocessRun.Run(plan, clock, stop);
        var (verdict, sentence) = Judge(check, end);
        if (report is not null && end is { NotStarted: null, TimedOut: false })
            (verdict, sentence) = report.Judge(verdict, sentence);
        return new(check.Name, target.Name, verdict, sentence);
    }

    private async Task<(GivenSecrets? Given, string WhyNot)> Given(CheckTarget target, CancellationToken stop) =>
        secrets is null ? (GivenSecrets.None, "") : await secrets.Of(target.Secrets, target.Frozen, stop);

    private static (string Verdict, string Sentence) Judge(CommandCheck check, SubprocessEnd end) => end switch
    {
        { NotStarted: { } why } => (Verdicts.Error, why.Sentence),
        { TimedOut: true } => (Verdicts.Error,
            $"The command took longer than {check.Timeout.TotalSeconds:0.###} seconds and was ended.{Said(end)}"),
        { ExitCode: 0 } => (Verdicts.Passed, "The command exited with 0."),
        // The shell's own codes: not found, or not allowed to run.
        { ExitCode: 126 or 127 } => (Verdicts.Error, $"The command could not be run.{Said(end)}"),
        _ => (Verdicts.Failed, $"The command exited with {end.ExitCode}.{Said(end)}"),
    };

    private static string Said(SubprocessEnd end) =>
        end.LastLines(LinesShown) is { Length: > 0 } lines ? $" It said: {lines}" : "";
}
