using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Engine;

/// <summary>Looks at each field of a request's body before anybody works with it; the refusal names the field.</summary>
internal static class BodyFields
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<Field>> Known = [];

    /// <summary>What must be there and is missing, or <c>null</c>, is refused.</summary>
    public static void RefuseNulls(this RouteGroupBuilder group) => group.AddEndpointFilter(
        (context, next) => Refused(context, Missing) is { } no ? ValueTask.FromResult<object?>(no) : next(context));

    /// <summary>What is longer than its field may be is refused.</summary>
    public static void RefuseFloods(this RouteGroupBuilder group) => group.AddEndpointFilter(
        (context, next) => Refused(context, TooMuch) is { } no ? ValueTask.FromResult<object?>(no) : next(context));

    private static IResult? Refused(EndpointFilterInvocationContext context, Func<Field, object?, string> look)
    {
        foreach (var body in context.Arguments)
            if (body?.GetType() is { Namespace: "Plimsoll.Files.Api" } type)
                foreach (var field in Known.GetOrAdd(type, Fields))
                    if (look(field, field.Property.GetValue(body)) is { Length: > 0 } problem)
                        return Answers.Problem(Refusal.Invalid(problem));
        return null;
    }

    private static string Missing(Field field, object? value) => value switch
    {
        null when !field.MayBeNull => $"{field.Name} is missing, or null. Send it; where there is nothing to say as \"\".",
        ImmutableArray<string> list when !list.IsDefault && list.Any(item => item is null) =>
            $"{field.Name} lists a null. Send text only.",
        _ => "",
    };

    private static string TooMuch(Field field, object? value) => value switch
    {
        string text => FieldSizes.Problem(field.Name, field.Name, text.Length),
        ImmutableArray<string> { IsDefault: false, Length: > FieldSizes.MostItems } list =>
            $"{field.Name}: {list.Length:N0} are too many; at most {FieldSizes.MostItems} are kept.",
        ImmutableArray<string> { IsDefault: false } list =>
            FieldSizes.Problem(field.Name, field.Name, list.Sum(item => item?.Length ?? 0)),
        _ => "",
    };

    private static ImmutableArray<Field> Fields(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. from property in type.GetProperties()
               select new Field(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property,
                   nullability.Create(property).ReadState != NullabilityState.NotNull),
        ];
    }

    private sealed record Field(string Name, PropertyInfo Property, bool MayBeNull);
}
