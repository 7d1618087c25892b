using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Roles named one after the other, as written.</summary>
/// <param name="Acts">One of them is a word that only names people.</param>
internal sealed record RoleList(ImmutableArray<string> Roles, bool Acts)
{
    private static readonly char[] Between = ['+', ',', ';', '&'];

    public static RoleList None { get; } = new([], false);

    /// <summary>What follows the last of them.</summary>
    public string Rest => field ??= Text[End..].Trim();

    private string Text { get; init; } = "";

    private int End { get; init; }

    /// <summary>The list a text starts with; none when it starts with anything else.</summary>
    public static RoleList AtStart(Words words) => AtStart(words, 0);

    public static RoleList AtStart(Words words, int start)
    {
        if (!words.Names) return None;
        ImmutableArray<string> roles = [];
        var (at, acts, end) = (SkipArticle(words, start), false, 0);
        while (at < words.All.Length && RoleTable.At(words, at) is { } role)
        {
            roles = roles.Add(RoleTable.Phrase(words, at, role.Length));
            acts |= role.Acts;
            at += role.Length;
            end = words.All[at - 1].End;
            if (at >= words.All.Length || !Joins(words, at))
            {
                break;
            }

            at = SkipArticle(words, at + (words.Does(at, Grammar.Joins) ? 1 : 0));
            if (words.Line.AsSpan(end).TrimStart().StartsWith("with") && !IsWholeAt(words, at))
            {
                break;
            }
        }

        return roles.IsEmpty ? None : new RoleList(roles, acts) { Text = words.Line, End = end };
    }

    /// <summary>The list, when the text says nothing else: a guess about people is worse than no owner.</summary>
    public static RoleList Whole(Words words) =>
        AtStart(words) is { Roles.IsEmpty: false } list && list.Rest.Trim('.', ' ', '*').Length == 0 ? list : None;

    /// <summary>Whoever the cell of a column of owners names; one whom nobody taught the compiler is named all the
    /// same.</summary>
    public static ImmutableArray<string> Cell(Words cell) =>
        Whole(cell) is { Roles.IsEmpty: false } list ? list.Roles
        // "PM (decides), Release Manager (does it)"
        : Whole(cell.Of(Parentheses.Without(cell.Text, out _))) is { Roles.IsEmpty: false } without ? without.Roles :
        [
            .. cell.Text.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(part => Whole(cell.Of(part)) is { Roles.IsEmpty: false } known ? known.Roles : [part]),
        ];

    private static bool Joins(Words words, int at) => words.Does(at, Grammar.Joins)
        || RoleTable.Between(words, at).Trim() is "/" or "," or "+" or "&" or "and" or ", and" or "|";

    // "R with S" are two; "R with input from S", "R with S input" is one.
    private static bool IsWholeAt(Words words, int at) =>
        at < words.All.Length && RoleTable.At(words, at) is { } role && at + role.Length == words.All.Length;

    private static int SkipArticle(Words words, int at) =>
        at < words.All.Length && words.Does(at, Grammar.Leads) ? at + 1 : at;
}
