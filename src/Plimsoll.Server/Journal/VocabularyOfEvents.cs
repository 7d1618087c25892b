using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>Finds the words of a version in the shapes of its events.</summary>
internal sealed class VocabularyOfEvents
{
    private readonly HashSet<string> _words = [];
    private readonly HashSet<(string, Type)> _seen = [];
    private string _name = "";

    public static Vocabulary Of(IReadOnlyDictionary<string, Type> events)
    {
        var found = new VocabularyOfEvents();
        // The journal's own fact; what it quotes are texts.
        found._words.UnionWith([RedactionNote.FactName, Vocabulary.Keyed(RedactionNote.FactName)]);
        foreach (var (name, type) in events) found.Event(name, type);
        return new Vocabulary(found._words);
    }

    private void Event(string name, Type type)
    {
        _name = name;
        _words.Add(name);
        _seen.Clear();
        Members(type, "");
    }

    private void Members(Type type, string holder)
    {
        // A type that holds itself says the same again.
        if (!_seen.Add((holder, type))) return;
        var info = EventBodies.Options.GetTypeInfo(type);
        foreach (var kind in info.PolymorphismOptions?.DerivedTypes ?? [])
        {
            _words.Add(Vocabulary.KindOf(_name, holder, $"{kind.TypeDiscriminator}"));
            Members(kind.DerivedType, holder);
        }

        foreach (var property in info.Properties.Where(p => p.AttributeProvider is PropertyInfo { CanWrite: true }))
        {
            var word = Vocabulary.MemberOf(_name, holder, property.Name);
            _words.Add(word);
            Value(property.PropertyType, word, property.Name);
        }
    }

    private void Value(Type type, string word, string member)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            _words.Add(Vocabulary.OneOf(word));
            foreach (var value in Enum.GetValuesAsUnderlyingType(type))
                _words.Add(Vocabulary.OneOf(word) + JsonSerializer.Serialize(Enum.ToObject(type, value), type, EventBodies.Options).Trim('"'));
            return;
        }

        var info = EventBodies.Options.GetTypeInfo(type);
        if (info is { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } element })
        {
            _words.Add(Vocabulary.Keyed(word));
            Value(element, word, member);
        }
        else if (info is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } each }) Value(each, word, member);
        else if (type.IsGenericType) Value(type.GenericTypeArguments[0], word, member);
        else if (info.Kind == JsonTypeInfoKind.Object) Members(type, member);
    }
}
