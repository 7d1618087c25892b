using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Journal;

/// <summary>Ids such as <see cref="StreamName"/>, a record struct around one <c>string Value</c>, are plain
/// strings.</summary>
internal sealed class PlainIds : JsonConverterFactory
{
    public override bool CanConvert(Type type) =>
        type.IsValueType
        && type.GetProperty("Value", BindingFlags.Public | BindingFlags.Instance) is { CanWrite: true }
        && type.GetConstructors() is [var only] && only.GetParameters() is [{ Name: "Value" } value]
        && value.ParameterType == typeof(string);

    public override JsonConverter? CreateConverter(Type type, JsonSerializerOptions options) =>
        (JsonConverter?)Activator.CreateInstance(typeof(PlainId<>).MakeGenericType(type));
}

internal sealed class PlainId<T> : JsonConverter<T> where T : struct
{
    private delegate string Getter(ref T id);

    private static readonly Getter Value = (Property().GetMethod ?? throw Not()).CreateDelegate<Getter>();
    private static readonly Func<string, T> Make =
        value => (T)(Activator.CreateInstance(typeof(T), value) ?? throw Not());

    public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Make(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is null."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Value(ref value));

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Read(ref reader, type, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Value(ref value));

    private static PropertyInfo Property() => typeof(T).GetProperty("Value") ?? throw Not();

    private static InvalidOperationException Not() => new($"{typeof(T)} is not an id around one string.");
}
