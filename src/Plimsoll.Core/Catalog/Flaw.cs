using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>Something about a service definition that cannot work, or is likely not what was meant.</summary>
/// <param name="Path">Keys of the service file from the service down, list items by number from 0.</param>
/// <param name="IsError">False: it can be used as it is, but a person should look.</param>
public sealed record Flaw(ImmutableArray<string> Path, bool IsError, string Message, string Fix)
{
    /// <summary>The place as a person writes it: <c>environments[1].backup</c>.</summary>
    public string Place => string.Concat(Path.Select((part, at) => Step(part, at == 0)));

    public static Flaw Error(ImmutableArray<string> path, string message, string fix) => new(path, true, message, fix);

    public static Flaw Warning(ImmutableArray<string> path, string message, string fix) =>
        new(path, false, message, fix);

    private static string Step(string part, bool first) =>
        part.All(char.IsAsciiDigit) ? $"[{part}]" : first ? part : $".{part}";
}
