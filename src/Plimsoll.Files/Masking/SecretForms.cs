using System.Text;
using System.Text.Encodings.Web;

namespace Plimsoll.Files.Masking;

/// <summary>Every way a secret shows up in an output: as it is, base64, URL- and JSON-escaped, line by line.</summary>
internal static class SecretForms
{
    // Shorter lines of a longer secret ("}", "--") are everywhere and give nothing away.
    private const int ShortestLine = 4;

    // What an encoder makes of fewer bytes is too common to be the secret.
    private const int ShortestInside = 6;

    public static IReadOnlyList<byte[]> Of(IEnumerable<string> secrets) =>
        Of(secrets.SelectMany(Parts), Encodings);

    public static IReadOnlyList<byte[]> OfWhole(string secret) => Of([secret], Encodings);

    private static IReadOnlyList<byte[]> Of(
        IEnumerable<string> parts, Func<string, IEnumerable<string>> encodings) =>
        [.. parts.SelectMany(encodings).Where(form => form.Length > 0)
            .Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];

    private static IEnumerable<string> Parts(string secret)
    {
        yield return secret;
        var lines = secret.Split(['\n', '\r'], StringSplitOptions.TrimEntries);
        if (lines.Length == 1)
            yield break;
        foreach (var line in lines.Where(line => line.Length >= ShortestLine))
            yield return line;
    }

    private static IEnumerable<string> Encodings(string text) =>
        [text, .. Base64(Encoding.UTF8.GetBytes(text)), .. Url(text), .. Json(text)];

    private static IEnumerable<string> Url(string text)
    {
        var upper = Uri.EscapeDataString(text);
        var web = UrlEncoder.Default.Encode(text);
        string[] forms = [upper, web, upper.Replace("%20", "+", StringComparison.Ordinal)];
        return forms.SelectMany(form => (string[])[form, LowerEscapes(form)]);
    }

    private static string LowerEscapes(string text)
    {
        var letters = text.ToCharArray();
        for (var at = 0; at + 2 < letters.Length; at++)
        {
            if (letters[at] != '%')
                continue;
            letters[at + 1] = char.ToLowerInvariant(letters[at + 1]);
            letters[at + 2] = char.ToLowerInvariant(letters[at + 2]);
        }
        return new string(letters);
    }

    private static IEnumerable<string> Json(string text)
    {
        JavaScriptEncoder[] encoders = [JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping];
        string[] forms = [.. encoders.Select(encoder => encoder.Encode(text))];
        return [.. forms, .. forms.Select(form => form.Replace("/", "\\/", StringComparison.Ordinal))];
    }

    // Encoded alone, and inside something longer ("user:secret"): then only the middle is the secret's own.
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        IEnumerable<string> whole = [Convert.ToBase64String(bytes)];
        var inside = from offset in (int[])[0, 1, 2]
                     where bytes.Length >= ShortestInside
                     select Inside(bytes, offset);
        return whole.Concat(inside).SelectMany(form => (string[])[form, ForUrls(form)]);
    }

    private static string ForUrls(string base64) => base64.TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Inside(byte[] bytes, int offset)
    {
        var encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]).TrimEnd('=');
        var first = offset == 0 ? 0 : offset + 1;
        var bits = (offset + bytes.Length) * 8;
        return encoded[first..(bits / 6)];
    }
}
