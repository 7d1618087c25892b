using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plimsoll.Cli;

/// <summary>JSON as the server speaks it, and as <c>--json</c> prints it.</summary>
internal static class Wire
{
    /// <summary>An answer that lacks a field is another program's or version's: better said than guessed.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSerializerOptions _lines = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions _printed = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Letters and quotes as they are: it goes to files and programs, never into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One value on one line.</summary>
    public static string Line<T>(T value) => JsonSerializer.Serialize(value, _lines);

    public static string Print<T>(T value) => JsonSerializer.Serialize(value, _printed);
}
