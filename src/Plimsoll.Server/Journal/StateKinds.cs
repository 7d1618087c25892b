using System.Collections.Frozen;
using System.Reflection;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Journal;

/// <summary>The empty state of every kind of stream, by the first segment of the stream's name.</summary>
public sealed class StateKinds
{
    private static readonly MethodInfo Ask =
        typeof(StateKinds).GetMethod(nameof(KindOf), BindingFlags.NonPublic | BindingFlags.Static)
        ?? throw new MissingMethodException(nameof(StateKinds), nameof(KindOf));

    private readonly FrozenDictionary<string, object> _empty;

    public StateKinds(IEnumerable<Type> types)
    {
        var kinds = types.Where(IsState).Select(Look).ToList();
        if (kinds.GroupBy(k => k.Kind).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException(
                $"Two states say that their streams are of the kind '{twice.Key}': "
                + $"{string.Join(" and ", twice.Select(k => k.Empty.GetType().FullName))}; rename one.");
        _empty = kinds.ToFrozenDictionary(k => k.Kind, k => k.Empty);
    }

    /// <summary>Every kind Core knows.</summary>
    public static StateKinds OfCore { get; } = new(typeof(Event).Assembly.GetTypes());

    public IReadOnlyDictionary<string, object> All => _empty;

    /// <summary>What a stream nothing was written to holds; a kind of a newer version holds nothing that can
    /// be read.</summary>
    public object EmptyOf(StreamName stream) => _empty.GetValueOrDefault(stream.Kind) ?? NothingKnown.Instance;

    private static bool IsState(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && type.GetInterfaces().Any(face =>
            face.IsGenericType
            && face.GetGenericTypeDefinition() == typeof(IState<>)
            && face.GenericTypeArguments[0] == type);

    private static (string Kind, object Empty) Look(Type type) =>
        Ask.MakeGenericMethod(type).Invoke(null, null) is ValueTuple<string, object> found
            ? found
            : throw new InvalidOperationException($"{type} does not say its kind.");

    private static (string Kind, object Empty) KindOf<T>() where T : class, IState<T> => (T.Kind, T.Empty);

    private sealed class NothingKnown
    {
        public static readonly NothingKnown Instance = new();
    }
}
