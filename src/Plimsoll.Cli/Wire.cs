using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plimsoll.Cli;

/// <summary>JSON as the server speaks it, and as <c>--json</c> prints it.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions _lenient = Web();

    /// <summary>An answer that lacks a field is another program's or version's: better said than guessed.</summary>
    private static readonly JsonSerializerOptions _strict = new(_lenient)
    {
        RespectRequiredConstructorParameters = true,
    };

    // Letters and quotes as they are: it goes to files and programs, never into a page.
    private static readonly JsonSerializerOptions _lines = new(_lenient)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions _printed = new(_lines) { WriteIndented = true };

    /// <summary>How an answer is read.</summary>
    public static JsonTypeInfo<T> Answer<T>() => Of<T>(_strict);

    /// <summary>How what may be incomplete is read: every part that is there helps.</summary>
    public static JsonTypeInfo<T> Partly<T>() => Of<T>(_lenient);

    /// <summary>How a request is written.</summary>
    public static JsonTypeInfo Request(object body) => _strict.GetTypeInfo(body.GetType());

    /// <summary>One value on one line.</summary>
    public static string Line<T>(T value) => JsonSerializer.Serialize(value, Of<T>(_lines));

    public static string Print<T>(T value) => JsonSerializer.Serialize(value, Of<T>(_printed));

    private static JsonTypeInfo<T> Of<T>(JsonSerializerOptions options) =>
        (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Web() => new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = WireJson.Default,
    };
}

/// <summary>A request that says everything by its address.</summary>
internal sealed record Nothing;

/// <summary>A document in an answer for programs.</summary>
internal sealed record DocumentView(string Document);
