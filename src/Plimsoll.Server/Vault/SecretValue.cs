using System.Text;

namespace Plimsoll.Server.Vault;

/// <summary>A value that is printed as *** wherever somebody prints it by mistake.</summary>
public sealed class SecretValue
{
    // What is shorter stands in ordinary words, and masking it would hide those.
    public const int Shortest = 8;
    public const int Longest = 64 * 1024;

    private readonly string _value;

    private SecretValue(string value) => _value = value;

    public string Reveal() => _value;

    public override string ToString() => "***";

    /// <summary>Null with a reason when it cannot be kept.</summary>
    public static (SecretValue? Value, string WhyNot) Read(string text) => text switch
    {
        _ when Encoding.UTF8.GetByteCount(text) > Longest => (null, $"The value has more than {Longest / 1024} KiB."),
        _ when text.Contains('\0') => (null, "The value holds a zero character, which no variable can hold."),
        _ when text.Contains('\uFFFD') => (null, "The value is no UTF-8 text; encode it, for example as base64."),
        _ when text.Trim().Length < Shortest => (null,
            $"The value has less than {Shortest} characters; one so short cannot be masked. Make a longer one."),
        _ => (new SecretValue(text), ""),
    };
}
