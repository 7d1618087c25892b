using System.Globalization;

namespace Plimsoll.Cli;

/// <summary>A path of the HTTP API; what was typed becomes one segment of it and nothing else.</summary>
internal static class Route
{
    public static string Of(FormattableString path) => string.Format(
        CultureInfo.InvariantCulture, path.Format, [.. path.GetArguments().Select(a => Segment($"{a}"))]);

    // A segment of dots would be taken for the folder above.
    private static object Segment(string text) => text.Trim('.') == ""
        ? throw Failure.Usage($"\"{text}\" is not a name.", fix: "Type the name as `plimsoll service list` shows it.")
        : Uri.EscapeDataString(text);
}
