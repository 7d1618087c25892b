using System.Collections.Immutable;
using System.Reflection;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>Makes records in which every member says something, and of several that may stand somewhere one after the other.</summary>
internal sealed class Filled(int turn)
{
    private const int Deepest = 6;

    public Event Of(Type type) => (Event)(Made(type, 0) ?? throw new InvalidOperationException($"{type} stays empty."));

    private object? Made(Type type, int depth) => Nullable.GetUnderlyingType(type) is { } inner ? Made(inner, depth)
        : type == typeof(string) ? "text"
        : type == typeof(bool) ? true
        : type.IsEnum ? Pick(type, [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => Enum.ToObject(type, value))])
        : type.IsPrimitive || type == typeof(decimal) ? Convert.ChangeType(7, type, null)
        : type == typeof(DateTimeOffset) ? SomeEntry.Noon
        : type == typeof(DateTime) ? SomeEntry.Noon.UtcDateTime
        : type == typeof(DateOnly) ? new DateOnly(2026, 3, 2)
        : type == typeof(TimeOnly) ? new TimeOnly(12, 30)
        : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(90)
        : type == typeof(StreamName) ? new StreamName("lane/a")
        : type.IsGenericType && type.Namespace == typeof(ImmutableArray).Namespace ? Collected(type, depth)
        : depth > Deepest ? null
        : type.IsAbstract ? Made(Pick(type, [.. type.Assembly.GetTypes().Where(t => t.IsSealed && t.IsSubclassOf(type)).OrderBy(t => t.Name)]), depth)
        : Recorded(type, depth);

    private T Pick<T>(Type of, IReadOnlyList<T> several) =>
        several.Count > 0 ? several[turn % several.Count] : throw new InvalidOperationException($"There is no {of} to pick.");

    private object Collected(Type type, int depth)
    {
        var arguments = type.GenericTypeArguments;
        var empty = type.GetField("Empty")?.GetValue(null) ?? throw new InvalidOperationException($"{type} has no empty one.");
        object?[] values = [.. arguments.Select(each => Made(each, depth + 1))];
        return values.Contains(null) ? empty
            : type.GetMethod("Add", arguments)?.Invoke(empty, values) ?? throw new InvalidOperationException($"{type} takes none.");
    }

    private object Recorded(Type type, int depth)
    {
        var made = type.GetConstructors().MaxBy(c => c.GetParameters().Length) ?? throw new InvalidOperationException($"{type} cannot be made.");
        var record = made.Invoke([.. made.GetParameters().Select(p => Made(p.ParameterType, depth + 1))]);
        foreach (var member in type.GetProperties().Where(p => p.SetMethod is not null && !made.GetParameters().Any(each => each.Name == p.Name)))
            member.SetValue(record, Made(member.PropertyType, depth + 1));
        return record;
    }
}
