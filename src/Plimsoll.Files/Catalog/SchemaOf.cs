using System.Text.Json.Nodes;
using Plimsoll.Files.Guide;

namespace Plimsoll.Files.Catalog;

/// <summary>Each shape in the words of JSON Schema.</summary>
internal static class SchemaOf
{
    public static JsonObject Reference(SectionShape section) => new() { ["$ref"] = $"#/$defs/{section.Name}" };

    public static JsonObject Section(SectionShape section)
    {
        var properties = new JsonObject();
        foreach (var key in section.Keys)
        {
            properties[key.Name] = Described(key);
            if (key.Also is { } also) properties[also] = Described(key);
        }
        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. section.Keys.Where(k => k.Required).Select(k => (JsonNode)k.Name)]),
            ["properties"] = properties,
        };
    }

    private static JsonObject Described(Key key)
    {
        var schema = Of(key.Shape);
        schema["description"] = key.Meaning;
        if (key.Default is { } text) schema["default"] = Value(key.Shape, text);
        return schema;
    }

    private static JsonNode Value(Shape shape, string text) => shape switch
    {
        WholeShape or ShareShape or NumberShape or FlagShape => JsonNode.Parse(text) ?? text,
        _ => text,
    };

    private static JsonObject Of(Shape shape) => shape switch
    {
        SectionShape section => Reference(section),
        ListShape list => new() { ["type"] = "array", ["items"] = Of(list.Of), ["maxItems"] = ListShape.Most },
        FreeKeysShape free => new() { ["type"] = "object", ["additionalProperties"] = Of(free.Of) },
        ChoiceShape choice => OneOf(choice.Sections.Select(Of)),
        EitherShape either => OneOf([Of(either.Short), Of(either.Long)]),
        _ => Scalar(shape),
    };

    /// <summary>A text may be written without quotes where YAML sees a number; that is no mistake.</summary>
    private static JsonObject Scalar(Shape shape) => shape switch
    {
        WordShape words => Words(words),
        FlagShape => new() { ["type"] = "boolean" },
        WholeShape whole => new() { ["type"] = "integer", ["minimum"] = whole.Least, ["maximum"] = whole.Most },
        ShareShape share => OneOf(
            [Scalar(new WholeShape(share.Least, share.Most)),
                new JsonObject { ["type"] = "string", ["pattern"] = ShareShape.Pattern }]),
        NumberShape => new() { ["type"] = "number" },
        DurationShape => new() { ["type"] = "string", ["pattern"] = Duration.Pattern },
        SizeShape => new() { ["type"] = "string", ["pattern"] = ByteSize.Pattern },
        EnforcementShape => new() { ["type"] = "string", ["pattern"] = EnforcementShape.Pattern },
        TextShape text => Text(text),
        DateShape => new() { ["type"] = "string", ["format"] = "date" },
        ZoneShape => new() { ["type"] = "string" },
        _ => throw new InvalidOperationException($"{shape.GetType().Name} has no schema."),
    };

    private static JsonObject Words(WordShape words)
    {
        var values = words.Words.Select(word => (JsonNode)word);
        var numbers = words.Words.Where(w => w.All(char.IsAsciiDigit)).Select(w => JsonNode.Parse(w));
        return new JsonObject { ["enum"] = new JsonArray([.. values, .. numbers]) };
    }

    private static JsonObject Text(TextShape text)
    {
        var schema = new JsonObject
        {
            ["type"] = new JsonArray("string", "number", "boolean"),
            ["minLength"] = text.MayBeEmpty ? 0 : 1,
            ["maxLength"] = TextShape.Longest,
        };
        if (text.Pattern is { } pattern) schema["pattern"] = $"^(?:{pattern})$";
        return schema;
    }

    private static JsonObject OneOf(IEnumerable<JsonObject> forms) => new() { ["oneOf"] = new JsonArray([.. forms]) };
}
