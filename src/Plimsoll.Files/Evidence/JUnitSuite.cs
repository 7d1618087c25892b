using System.Globalization;
using System.Xml;

namespace Plimsoll.Files.Evidence;

internal readonly record struct JUnitCount(int Tests, int Failed, int Skipped)
{
    public static JUnitCount operator +(JUnitCount one, JUnitCount other) =>
        new(one.Tests + other.Tests, one.Failed + other.Failed, one.Skipped + other.Skipped);
}

/// <summary>An open suite: what its header claims and what was counted so far, suites within it included.</summary>
internal sealed record JUnitSuite(
    string Name, int Line, int Column, int? ClaimedTests, int? ClaimedFailed, JUnitCount Counted)
{
    public bool FailuresMissing => ClaimedFailed > Counted.Failed;

    public static JUnitSuite Open(XmlReader reader)
    {
        var (line, column) = JUnitReader.Place(reader);
        var failures = Claim(reader, "failures");
        var errors = Claim(reader, "errors");
        return new JUnitSuite(
            reader.GetAttribute("name") ?? "without a name", line, column,
            Claim(reader, "tests"),
            failures is null && errors is null ? null : (failures ?? 0) + (errors ?? 0),
            default);
    }

    /// <summary>What the header says that is not so; null when it is right or silent.</summary>
    public string? Lie() =>
        FailuresMissing || ClaimedFailed < Counted.Failed ? Words("failed", ClaimedFailed ?? 0, Counted.Failed)
        : ClaimedTests is { } tests && tests != Counted.Tests ? Words("tests", tests, Counted.Tests)
        : null;

    private string Words(string what, int claimed, int counted) => string.Create(CultureInfo.InvariantCulture,
        $"The header of suite '{Name}' says {claimed} {what}, {counted} are there.");

    private static int? Claim(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var claimed)
            ? Math.Min(claimed, 1_000_000_000)
            : null;
}

internal enum JUnitOutcome { Passed, Skipped, Failed }

/// <summary>An open test case; the worst it says of itself is its outcome.</summary>
internal sealed record JUnitCase(string Name, JUnitOutcome Outcome)
{
    public JUnitCount Count => new(1, Outcome == JUnitOutcome.Failed ? 1 : 0, Outcome == JUnitOutcome.Skipped ? 1 : 0);

    public static JUnitCase Open(XmlReader reader)
    {
        var name = $"{reader.GetAttribute("classname")}.{reader.GetAttribute("name")}".Trim('.');
        var status = reader.GetAttribute("status") ?? reader.GetAttribute("result");
        return new(name.Length > 200 ? name[..200] : name, status switch
        {
            "failed" or "failure" or "error" => JUnitOutcome.Failed,
            "skipped" or "disabled" or "notrun" or "suppressed" => JUnitOutcome.Skipped,
            _ => JUnitOutcome.Passed,
        });
    }

    public JUnitCase With(string element) => element switch
    {
        "failure" or "error" => this with { Outcome = JUnitOutcome.Failed },
        "skipped" when Outcome == JUnitOutcome.Passed => this with { Outcome = JUnitOutcome.Skipped },
        _ => this,
    };
}
