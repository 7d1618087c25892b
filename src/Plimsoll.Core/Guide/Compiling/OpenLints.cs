namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a line leaves to be guessed: how long, how much, from when, by whom, from which source.</summary>
internal static class OpenLints
{
    private static readonly Stems LikeAGate = Wording.Of("reads-like-a-gate");
    private static readonly Stems Limit = Wording.Of("limit");

    public static IEnumerable<Lint> Of(CompiledLine line) => line.Output switch
    {
        Output.Check when line.Checks is [var only] => OfCheck(line, only),
        Output.Check => line.Checks.SelectMany(check => OfCheck(line, check)).DistinctBy(lint => lint.Code),
        Output.Information => OfInformation(line),
        _ => [],
    };

    private static IEnumerable<Lint> OfCheck(CompiledLine line, Check check)
    {
        if (check.Evidence.StartsWith("metrics.watch", StringComparison.Ordinal)
            && check is { Observe: null, Cadence: null, Due: null, Repeats: "" } && check.Kind != CheckKind.Trigger)
        {
            yield return Say(line, "WINDOW", "warn", "It does not say how long to watch.",
                "Say it, for example \"for 30 minutes\".");
        }

        if (NamesALimit(line) && !check.Evidence.StartsWith("metrics.threshold", StringComparison.Ordinal))
        {
            yield return Say(line, "THRESHOLD", "warn", "It speaks of a limit but gives no number.",
                "Say it, for example \"error rate < 1%\".");
        }

        if (check.Due is { } due && !line.Reading.Timing.AnchorSaid && due.Text.Length > 0
            && line.Reading.Section is { Due: null, Known: true } && check.Phase == "rollback")
        {
            yield return Say(line, "ANCHOR", "warn", $"\"{due.Text}\" does not say from when; {due.Anchor} is taken.",
                "Say it, for example \"within 48 hours of resolution\".");
        }

        if (Unbound(check) is { Length: > 0 } source)
        {
            yield return Say(line, "UNBOUND", "warn", $"\"{check.Concept}\" has no {source}; a person answers it.",
                $"Name it for {check.Id} in the sidecar.");
        }
    }

    // A duty that reads like something to be done belongs where it is done.
    private static IEnumerable<Lint> OfInformation(CompiledLine line)
    {
        if (line.Reading.Section.Use == "roles" && LikeAGate.Matches(line.Reading.Words))
        {
            yield return Say(line, "DUTY", "info", "It reads like something to do, but stands under roles.",
                "Write it as a line of the phase in which it is done.");
        }
    }

    private static bool NamesALimit(CompiledLine line) =>
        Limit.Matches(line.Reading.Words) && !line.Reading.Text.AsSpan().ContainsAnyInRange('0', '9');

    private static string Unbound(Check check) => check switch
    {
        { Bindings.IsEmpty: false } => "",
        { Evidence: var said } when said.StartsWith("metrics.", StringComparison.Ordinal) => "metric",
        { Evidence: var said } when said.StartsWith("http.", StringComparison.Ordinal) => "address",
        { Evidence: var said } when said.StartsWith("flags.", StringComparison.Ordinal) => "source of flags",
        _ => "",
    };

    private static Lint Say(CompiledLine line, string code, string level, string message, string fix) =>
        new(code, level, line.Item.At.Line, line.Item.At.Column, message, fix);
}
