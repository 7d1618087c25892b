using System.Diagnostics.CodeAnalysis;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Repositories;

/// <summary>What the world outside answered: a value, or why there is none and what to do.</summary>
public sealed record Found<T>(T? Value, Refusal? Refusal) where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Good => Refusal is null;
}

/// <summary>Makes answers.</summary>
public static class Found
{
    public static Found<T> Of<T>(T value) where T : class => new(value, null);

    public static Found<T> No<T>(Refusal refusal) where T : class => new(null, refusal);

    public static Found<T> NotFound<T>(string reason) where T : class => new(null, Refusal.NotFound(reason));

    public static Found<T> Invalid<T>(string reason) where T : class => new(null, Refusal.Invalid(reason));

    public static Found<T> Blocked<T>(string reason) where T : class => new(null, Refusal.Blocked(reason));
}
