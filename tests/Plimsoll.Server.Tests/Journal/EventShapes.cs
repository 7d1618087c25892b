using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>Tells the stored shape of events as text: names first, then every type they are made of.</summary>
public sealed class EventShapes
{
    private static readonly NullabilityInfoContext Nullability = new();
    private readonly SortedDictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<Type> _seen = [];

    public static string Describe(IReadOnlyDictionary<string, Type> events)
    {
        var shapes = new EventShapes();
        var text = new StringBuilder();
        foreach (var (name, type) in events.OrderBy(e => e.Key, StringComparer.Ordinal))
            text.Append(name).Append('\n').Append(shapes.Properties(type)).Append('\n');
        foreach (var (name, shape) in shapes._types) text.Append("type ").Append(name).Append(shape).Append('\n');
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private string Properties(Type type)
    {
        var text = new StringBuilder();
        foreach (var property in Info(type).Properties.Where(IsStored).OrderBy(p => p.Name, StringComparer.Ordinal))
            text.Append("  ").Append(property.Name).Append(": ").Append(NameOf(property.PropertyType))
                .Append(MayBeNull(property) ? "?" : "").Append('\n');
        return text.ToString();
    }

    private static bool IsStored(JsonPropertyInfo property) =>
        property.AttributeProvider is PropertyInfo { CanWrite: true };

    private string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return NameOf(inner) + "?";
        var info = Info(type);
        if (info.Kind == JsonTypeInfoKind.Dictionary)
            return $"{{{NameOf(info.KeyType!)}: {NameOf(info.ElementType!)}}}";
        if (info.Kind == JsonTypeInfoKind.Enumerable) return $"[{NameOf(info.ElementType!)}]";
        if (type.IsGenericType) return $"[{NameOf(type.GenericTypeArguments[0])}]";
        if (IsPlainId(type, info)) return $"string ({type.Name})";
        if (info.Kind == JsonTypeInfoKind.Object || type.IsEnum) Add(type, info);
        return type.Name;
    }

    private void Add(Type type, JsonTypeInfo info)
    {
        if (!_seen.Add(type)) return;
        if (_types.ContainsKey(type.Name))
            throw new InvalidOperationException($"Two stored types are called {type.Name}.");
        _types[type.Name] = "";
        _types[type.Name] = type.IsEnum
            ? $" = {string.Join(" | ", Words(type))}\n"
            : info.PolymorphismOptions is { } derived
                ? $" = {string.Join(" | ", derived.DerivedTypes.Select(Derived))}\n"
                : $"\n{Properties(type)}";
    }

    private string Derived(JsonDerivedType derived) => $"{derived.TypeDiscriminator} {NameOf(derived.DerivedType)}";

    private static IEnumerable<string> Words(Type type) =>
        from value in Enum.GetValuesAsUnderlyingType(type).Cast<object>()
        select JsonSerializer.Serialize(Enum.ToObject(type, value), type, EventBodies.Options).Trim('"');

    private static bool IsPlainId(Type type, JsonTypeInfo info) =>
        type is { IsValueType: true, IsEnum: false, Namespace: not "System" } && info.Kind == JsonTypeInfoKind.None;

    private static bool MayBeNull(JsonPropertyInfo property) =>
        !property.PropertyType.IsValueType
        && property.AttributeProvider is PropertyInfo declared
        && Nullability.Create(declared).ReadState == NullabilityState.Nullable;

    private static JsonTypeInfo Info(Type type) => EventBodies.Options.GetTypeInfo(type);
}
