using System.Text.RegularExpressions;

namespace Plimsoll.Server.Access;

/// <summary>What may be a person's name. A colon may not be in it: <c>system:</c> speaks for Plimsoll.</summary>
public static partial class Names
{
    public const string Rule =
        "A name starts with a letter or digit and has up to 64 letters, digits, spaces and . _ @ + ' - characters.";

    public static bool TryRead(string? text, out string name)
    {
        name = (text ?? "").Trim();
        return Allowed().IsMatch(name);
    }

    [GeneratedRegex(@"\A[\p{L}\p{Nd}](?:[\p{L}\p{M}\p{Nd} ._@+'\-]{0,63})\z")]
    private static partial Regex Allowed();
}
