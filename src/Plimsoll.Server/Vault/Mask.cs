using System.Text;
using System.Text.Json;
using Plimsoll.Files.Masking;

namespace Plimsoll.Server.Vault;

/// <summary>Knows every secret of this server while it runs; each place where text leaves asks it.</summary>
public sealed class Mask
{
    private const string NotShown = "[plimsoll: not shown, its secrets could not be masked]";

    /// <summary>For output that comes in pieces.</summary>
    public KnownForms Forms { get; } = new();

    public void Learn(string secret) => Forms.Add(secret);

    /// <summary>The text with every form of every secret as ***. What cannot be masked is not shown at all.</summary>
    public string Text(string text)
    {
        try
        {
            return MaskedText.Of(text, Forms);
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            return NotShown;
        }
    }

    /// <summary>The same for JSON; what is none is masked as a text.</summary>
    public string Json(string json)
    {
        try
        {
            return Text(Encoding.UTF8.GetString(MaskedJson.Of(Encoding.UTF8.GetBytes(json), this, _ => false)));
        }
        catch (JsonException)
        {
            return Text(json);
        }
    }

    public bool IsIn(ReadOnlySpan<byte> text) => MaskedText.Holds(text, Forms);
}

public static class Masks
{
    /// <summary>What an answer may say.</summary>
    public static string Masked(this HttpContext http, string text) =>
        http.RequestServices?.GetService<Mask>()?.Text(text) ?? text;
}
