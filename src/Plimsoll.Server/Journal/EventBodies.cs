using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Plimsoll.Server.Journal;

/// <summary>How the body of an event is written, once and for all events.</summary>
public static class EventBodies
{
    /// <summary>Names the one of several records that stands behind an abstract one.</summary>
    public const string Discriminator = "$kind";

    /// <summary>A member that is none of the event's is an error: it may mean something to a newer version.</summary>
    public static JsonSerializerOptions Options { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    /// <summary>For what was looked at before, and says nothing that is not understood.</summary>
    public static JsonSerializerOptions Lenient { get; } = Make(JsonUnmappedMemberHandling.Skip);

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling others)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            UnmappedMemberHandling = others,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameDerived, AbsentCollections.Fill } },
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new PlainIds(),
                new ImmutableArrays(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void NameDerived(JsonTypeInfo info)
    {
        if (!info.Type.IsAbstract || info.Type.IsInterface || info.Type.Namespace is not { } room) return;
        if (room.StartsWith("System", StringComparison.Ordinal)) return;
        var derived = info.Type.Assembly.GetTypes().Where(t => t.IsSealed && t.IsSubclassOf(info.Type)).ToList();
        if (derived.Count == 0) return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = Discriminator };
        foreach (var type in derived)
        {
            var name = JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name);
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, name));
        }
    }
}
