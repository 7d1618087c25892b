using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The names events are stored under, and how their bodies are written and read.</summary>
/// <remarks>A name is the event's type name in kebab case; <c>journal.approved.txt</c> freezes it.</remarks>
public sealed class EventNames
{
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<Type, string> _names;
    private readonly Lazy<Vocabulary> _words;

    public EventNames(IEnumerable<Type> types)
    {
        var named = types.Where(IsStored).Select(type => (Name: NameOf(type), Type: type)).ToList();
        if (named.GroupBy(n => n.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException(
                $"The events {string.Join(" and ", twice.Select(n => n.Type.FullName))} would both be stored as "
                + $"'{twice.Key}'; rename one, a stored name has one meaning for ever.");
        _types = named.ToFrozenDictionary(n => n.Name, n => n.Type);
        _names = named.ToFrozenDictionary(n => n.Type, n => n.Name);
        _words = new Lazy<Vocabulary>(() => VocabularyOfEvents.Of(_types));
    }

    /// <summary>Every event Core knows.</summary>
    public static EventNames OfCore { get; } = new(typeof(Event).Assembly.GetTypes());

    public IReadOnlyDictionary<string, Type> Types => _types;

    /// <summary>Every name, and whatever may stand in a body.</summary>
    public Vocabulary Words => _words.Value;

    public NewFact Write(Event happened) =>
        _names.TryGetValue(happened.GetType(), out var name)
            ? new NewFact(name, JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), EventBodies.Options))
            : throw new ArgumentException(
                $"{happened.GetType()} is not an event that can be stored.", nameof(happened));

    /// <summary>Removed text becomes <see cref="Redacted"/>, the fact that says so <see cref="Unknown"/>.</summary>
    /// <exception cref="FactTooNew">A newer version wrote it; a guess at it would be a wrong world.</exception>
    public Fact Read(StoredFact stored) => new(
        stored.Position, stored.Stream, stored.Version, EventOf(stored), new Moment(stored.At, stored.Actor));

    private Event EventOf(StoredFact stored)
    {
        if ((stored.Body ?? stored.Rest) is not { } body) return new Redacted(stored.Name);
        if (stored.Name == RedactionNote.FactName) return new Unknown(stored.Name, Encoding.UTF8.GetString(body));
        if (!_types.TryGetValue(stored.Name, out var type)) throw new FactTooNew(stored.Position, stored.Name);
        try
        {
            return Parsed(body, type, EventBodies.Options);
        }
        catch (JsonException problem)
        {
            return Otherwise(stored, body, type, problem);
        }
    }

    /// <summary>What does not fit at first sight: a newer version's, or with a member that says nothing, or damaged.</summary>
    private Event Otherwise(StoredFact stored, byte[] body, Type type, JsonException first)
    {
        try
        {
            if (Words.Missing(stored.Name, body) is { } word) throw new FactTooNew(stored.Position, word);
            return Parsed(body, type, EventBodies.Lenient);
        }
        catch (JsonException)
        {
            throw new FactUnreadable(stored.Position, stored.Name, first);
        }
    }

    private static Event Parsed(byte[] body, Type type, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(body, type, options) as Event ?? throw new JsonException("The body is null.");

    private static string NameOf(Type type) => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name);

    // Unknown and Redacted stand for what cannot be read; they are never written.
    private static bool IsStored(Type type) =>
        type.IsSubclassOf(typeof(Event)) && type.IsSealed && type != typeof(Unknown) && type != typeof(Redacted);
}
