using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Changing some of many.</summary>
internal static class Changes
{
    /// <summary>Each of them as it becomes; the same array when nothing changes, as for most lines.</summary>
    public static ImmutableArray<T> Each<T>(this ImmutableArray<T> all, Func<T, T> change) where T : class
    {
        T[]? changed = null;
        for (var at = 0; at < all.Length; at++)
        {
            var one = change(all[at]);
            if (ReferenceEquals(one, all[at])) continue;
            changed ??= [.. all];
            changed[at] = one;
        }

        return changed is null ? all : ImmutableCollectionsMarshal.AsImmutableArray(changed);
    }
}
