using System.Collections.Immutable;

namespace Plimsoll.Core.Guide;

/// <summary>Who does a line: whom the guide names, else whom the house names.</summary>
public static class Owners
{
    public static ImmutableArray<string> Of(Check check) => check.Owners.IsEmpty ? check.DefaultOwners : check.Owners;

    /// <summary>Who accepts what an owner did; empty when nobody has to.</summary>
    public static ImmutableArray<string> ApproversOf(Check check) =>
        check.Approvers.IsEmpty ? check.DefaultApprovers : check.Approvers;

    /// <summary>The role's usual name, however the guide spells it; the spelling itself when it is no known
    /// role.</summary>
    public static string NameOf(string role) =>
        Compiling.RoleTable.Meaning(Compiling.Words.Of(role, Vocabulary.Shipped)) is { Length: > 0 } known ? known
            : role;

    /// <summary>Where the owners come from: the line, or the house.</summary>
    public static string OriginOf(Check check) => check.Owners.IsEmpty ? HouseDefaults.Origin
        : check.OwnersFrom.Length > 0 ? check.OwnersFrom : check.Origin;
}
