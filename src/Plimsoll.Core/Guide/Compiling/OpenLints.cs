namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a line leaves to be guessed: how long, how much, from when, by whom, from which source.</summary>
internal static class OpenLints
{
    private static readonly Stems LikeAGate = Wording.Of("reads-like-a-gate");
    private static readonly Stems Limit = Wording.Of("limit");

    public static void Add(CompiledLine line, List<Lint> all)
    {
        var first = all.Count;
        if (line.Output == Output.Information) AddOfInformation(line, all);
        foreach (var check in line.Output == Output.Check ? line.Checks : []) AddOfCheck(line, check, all, first);
    }

    /// <param name="first">Where the line's remarks begin: each is made once.</param>
    private static void AddOfCheck(CompiledLine line, Check check, List<Lint> all, int first)
    {
        if (check.Evidence.StartsWith("metrics.watch", StringComparison.Ordinal)
            && check is { Observe: null, Cadence: null, Due: null, Repeats: "" } && check.Kind != CheckKind.Trigger)
        {
            Warn(line, all, first, "WINDOW", "It does not say how long to watch.",
                "Say it, for example \"for 30 minutes\".");
        }

        if (NamesALimit(line) && !check.Evidence.StartsWith("metrics.threshold", StringComparison.Ordinal))
        {
            Warn(line, all, first, "THRESHOLD", "It speaks of a limit but gives no number.",
                "Say it, for example \"error rate < 1%\".");
        }

        if (check.Due is { } due && !line.Reading.Timing.AnchorSaid && due.Text.Length > 0
            && line.Reading.Section is { Due: null, Known: true } && check.Phase == "rollback")
        {
            Warn(line, all, first, "ANCHOR", $"\"{due.Text}\" does not say from when; {due.Anchor} is taken.",
                "Say it, for example \"within 48 hours of resolution\".");
        }

        if (Unbound(check) is { Length: > 0 } source)
        {
            Warn(line, all, first, "UNBOUND", $"\"{check.Concept}\" has no {source}; a person answers it.",
                $"Name it for {check.Id} in the sidecar.");
        }
    }

    // A duty that reads like something to be done belongs where it is done.
    private static void AddOfInformation(CompiledLine line, List<Lint> all)
    {
        if (line.Reading.Section.Use == "roles" && LikeAGate.Matches(line.Reading.Words))
        {
            all.Add(Say(line, "DUTY", "info", "It reads like something to do, but stands under roles.",
                "Write it as a line of the phase in which it is done."));
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

    private static void Warn(
        CompiledLine line, List<Lint> all, int first, string code, string message, string fix)
    {
        for (var at = first; at < all.Count; at++)
        {
            if (all[at].Code == code) return;
        }

        all.Add(Say(line, code, "warn", message, fix));
    }

    private static Lint Say(CompiledLine line, string code, string level, string message, string fix) =>
        new(code, level, line.Item.At.Line, line.Item.At.Column, message, fix);
}
