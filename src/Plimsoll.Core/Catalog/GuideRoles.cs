using System.Collections.Immutable;
using Plimsoll.Core.Access;

namespace Plimsoll.Core.Catalog;

/// <summary>The roles the reference guide speaks of, and the other ways people write them.</summary>
public static class GuideRoles
{
    public static ImmutableArray<string> All => Roles.OfTheGuide;

    /// <summary>The guide's name for a role however it is written; null for a role it does not know.</summary>
    public static string? Named(string written) => Roles.Named(written) is var name && All.Contains(name) ? name : null;
}
