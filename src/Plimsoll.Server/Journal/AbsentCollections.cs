using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Plimsoll.Server.Journal;

/// <summary>A collection that an older body does not hold yet reads as empty, not as nothing.</summary>
internal static class AbsentCollections
{
    private static readonly MethodInfo Make =
        typeof(AbsentCollections).GetMethod(nameof(FillerFor), BindingFlags.NonPublic | BindingFlags.Static)
        ?? throw new MissingMethodException(nameof(AbsentCollections), nameof(FillerFor));

    public static void Fill(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || info.Type.IsValueType) return;
        var properties = info.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var property in properties.Where(IsCollection))
            info.OnDeserialized += Filler(info.Type, property);
    }

    private static bool IsCollection(PropertyInfo property) =>
        property is { CanRead: true, CanWrite: true, PropertyType: { IsGenericType: true } type }
        && type.Namespace == typeof(ImmutableArray).Namespace
        && type.GetField("Empty", BindingFlags.Public | BindingFlags.Static) is not null;

    private static Action<object> Filler(Type owner, PropertyInfo property) =>
        Make.MakeGenericMethod(owner, property.PropertyType).Invoke(null, [property]) as Action<object>
        ?? throw new InvalidOperationException($"{owner}.{property.Name} cannot be filled.");

    private static Action<object> FillerFor<TOwner, TCollection>(PropertyInfo property) where TOwner : class
    {
        var get = property.GetMethod?.CreateDelegate<Func<TOwner, TCollection?>>();
        var set = property.SetMethod?.CreateDelegate<Action<TOwner, TCollection>>();
        var empty = (TCollection?)typeof(TCollection).GetField("Empty")?.GetValue(null);
        if (get is null || set is null || empty is null) throw new InvalidOperationException(property.Name);
        return read =>
        {
            var owner = (TOwner)read;
            if (EqualityComparer<TCollection?>.Default.Equals(get(owner), default)) set(owner, empty);
        };
    }
}
