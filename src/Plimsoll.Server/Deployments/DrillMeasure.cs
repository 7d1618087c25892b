using System.Globalization;

namespace Plimsoll.Server.Deployments;

/// <summary>What a restore drill measured on its host, as its last line says it.</summary>
internal sealed record DrillMeasure(TimeSpan Took, long Bytes)
{
    private const long Kibibyte = 1024;

    /// <summary>Null where the line is none of a drill's.</summary>
    public static DrillMeasure? Read(string lastLine) =>
        lastLine.Split(' ') is ["measured", var begun, var ended, var size]
        && Number(begun) is { } from && Number(ended) is { } to
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes)
            ? new DrillMeasure(TimeSpan.FromSeconds((double)(to - from)), kibibytes * Kibibyte)
            : null;

    // Exact: the difference of two large numbers is a small one.
    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
