namespace Plimsoll.Cli;

/// <summary>What, why, what to do.</summary>
internal static class FailureText
{
    public static string Of(Failure failure)
    {
        string[] lines =
        [
            $"Error: {Plain.Lines(failure.Message).TrimEnd('\n')}",
            Plain.Lines(failure.Why),
            BlockerText.Of(failure.Blockers).TrimEnd('\n'),
            failure.Fix == "" ? "" : $"Do: {Plain.Lines(failure.Fix)}",
        ];
        return string.Concat(lines.Where(l => l != "").Select(l => l + "\n"));
    }
}
