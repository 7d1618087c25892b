using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a phrase hanging on a line says about people: who does it, who accepts it, who only helps.</summary>
internal sealed record People(ImmutableArray<string> Owners, ImmutableArray<string> Approvers)
{
    /// <summary>The last owner only under this condition; empty for none.</summary>
    public string Condition { get; init; } = "";

    /// <summary>A sign-off that is asked for in its own right, such as "Developer sign-off".</summary>
    public bool SignsOff { get; init; }

    /// <summary>It says what they do, so that it belongs to the line.</summary>
    public bool SaysMore { get; init; }

    /// <summary>It can be about nothing but people.</summary>
    public bool IsSure { get; init; } = true;

    /// <summary>Somebody only helps or is told; nobody owns the line by it.</summary>
    public static People Helping { get; } = new([], []);

    /// <summary>Null when the phrase is about nobody.</summary>
    public static People? Read(string phrase)
    {
        var text = phrase.Trim();
        var (done, verified) = (Wording.Find("done-by", text).Start, Wording.Find("verified-by", text).Start);
        if (verified is >= 0 and < 30 && (done < 0 || verified <= done) && RoleTable.PeopleIn(text[..verified]).IsEmpty
            && By("verified-by", text) is { Roles.IsEmpty: false } second)
        {
            return new People([], second.Roles);
        }

        if (Wording.Is("helps", text))
        {
            return RoleTable.PeopleIn(text).IsEmpty ? null : Helping;
        }

        if (By("done-by", text) is { Roles.IsEmpty: false } first)
        {
            return Following(first.Rest) is { } more
                ? more with { Owners = first.Roles } : new People(first.Roles, []);
        }

        return OfList(text);
    }

    // "R", "R + S", "R coordinates", "R sign-off", "R if needed", "R with input from S"
    private static People? OfList(string text)
    {
        var list = RoleList.AtStart(text);
        var rest = list.Rest.TrimStart(':', ' ');
        if (list.Roles.IsEmpty)
        {
            return null;
        }

        if (Wording.Is("signs", rest))
        {
            return new People([], list.Roles) { SignsOff = true };
        }

        return rest switch
        {
            "" => new People(list.Roles, []) { IsSure = list.Acts },
            _ when Wording.Is("condition", rest) => new People(list.Roles, []) { Condition = rest },
            _ when Wording.Is("attests", rest) => new People([], list.Roles),
            _ when rest[0] is '+' or '&' || Wording.Is("helps", rest) => new People(list.Roles, []),
            _ when Following(rest) is { } more => more with { Owners = list.Roles },
            _ when IsAct(list, rest) => new People(list.Roles, []) { SaysMore = rest.Count(' '.Equals) > 1 },
            _ => null,
        };
    }

    // "…, reviewed by S"
    private static People? Following(string rest)
    {
        var at = rest.AsSpan().IndexOfAny(',', ';');
        var more = at >= 0 ? rest[(at + 1)..] : rest;
        return By("verified-by", more) is { Roles.IsEmpty: false } second ? new People([], second.Roles) : null;
    }

    // A verb follows a name: "DevOps Engineer executes". A topic that is also a role needs a verb we know.
    private static bool IsAct(RoleList list, string rest) =>
        Wording.Is("acts", rest) || (list.Acts && rest.Split(' ')[0] is var word && char.IsLower(word[0])
            && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal)
            && !Wording.Is("not-acts", word));

    private static RoleList? By(string wording, string text) =>
        Wording.Find(wording, text) is { Start: >= 0 and < 30 } found ? RoleList.AtStart(text[found.End..]) : null;
}
