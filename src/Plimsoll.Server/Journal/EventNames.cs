using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Journal;

/// <summary>The names events are stored under, and how their bodies are written and read.</summary>
/// <remarks>A name is the event's type name in kebab case; <c>journal.approved.txt</c> freezes it.</remarks>
public sealed class EventNames
{
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<Type, string> _names;

    public EventNames(IEnumerable<Type> types)
    {
        var named = types.Where(IsStored).Select(type => (Name: NameOf(type), Type: type)).ToList();
        if (named.GroupBy(n => n.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException(
                $"The events {string.Join(" and ", twice.Select(n => n.Type.FullName))} would both be stored as "
                + $"'{twice.Key}'; rename one, a stored name has one meaning for ever.");
        _types = named.ToFrozenDictionary(n => n.Name, n => n.Type);
        _names = named.ToFrozenDictionary(n => n.Type, n => n.Name);
    }

    /// <summary>Every event Core knows.</summary>
    public static EventNames OfCore { get; } = new(typeof(Event).Assembly.GetTypes());

    public IReadOnlyDictionary<string, Type> Types => _types;

    public NewFact Write(Event happened) =>
        _names.TryGetValue(happened.GetType(), out var name)
            ? new NewFact(name, JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), EventBodies.Options))
            : throw new ArgumentException(
                $"{happened.GetType()} is not an event that can be stored.", nameof(happened));

    /// <summary>A name this version does not know becomes <see cref="Unknown"/>, removed text
    /// <see cref="Redacted"/>.</summary>
    public Fact Read(StoredFact stored) => new(
        stored.Position, stored.Stream, stored.Version, EventOf(stored), new Moment(stored.At, stored.Actor));

    private Event EventOf(StoredFact stored)
    {
        if ((stored.Body ?? stored.Rest) is not { } body) return new Redacted(stored.Name);
        if (!_types.TryGetValue(stored.Name, out var type))
            return new Unknown(stored.Name, Encoding.UTF8.GetString(body));
        try
        {
            return JsonSerializer.Deserialize(body, type, EventBodies.Options) as Event
                ?? throw new JsonException("The body is null.");
        }
        catch (JsonException problem)
        {
            throw new FactUnreadable(stored.Position, stored.Name, problem);
        }
    }

    private static string NameOf(Type type) => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name);

    // Unknown and Redacted stand for what cannot be read; they are never written.
    private static bool IsStored(Type type) =>
        type.IsSubclassOf(typeof(Event)) && type.IsSealed && type != typeof(Unknown) && type != typeof(Redacted);
}
