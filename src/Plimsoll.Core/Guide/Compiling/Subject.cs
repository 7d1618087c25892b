namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The people a sentence starts with, when they are the ones who act.</summary>
internal static class Subject
{
    private static readonly Stems NotOwner = Wording.Of("not-owner");
    private static readonly Stems Acts = Wording.Of("acts");
    private static readonly char[] Marks = ['*', ' '];

    /// <summary>Null when a sentence starts with nobody, or with somebody to whom something is done.</summary>
    public static RoleList? At(Words words, int start)
    {
        var list = RoleList.AtStart(words, start);
        if (list.Roles.IsEmpty || list.Rest.TrimStart(Marks) is not { Length: > 0 } rest)
        {
            return null;
        }

        var named = rest[0] is ':' or '\u2014' or '\u2013' || rest.StartsWith("- ", StringComparison.Ordinal);
        var after = words.Of(rest);
        var team = list.Roles[^1].EndsWith("eam", StringComparison.OrdinalIgnoreCase);
        return named && start == 0 ? list
            : after.All.IsEmpty || !char.IsLetter(rest[0]) || NotOwner.Matches(after) ? null
            : (list.Acts && !team) || Acts.Matches(after) ? list : null;
    }
}
