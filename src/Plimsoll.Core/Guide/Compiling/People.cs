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

    private static readonly Stems DoneBy = Wording.Of("done-by");
    private static readonly Stems VerifiedBy = Wording.Of("verified-by");
    private static readonly Stems Helps = Wording.Of("helps");
    private static readonly Stems Signs = Wording.Of("signs");
    private static readonly Stems Conditional = Wording.Of("condition");
    private static readonly Stems Attests = Wording.Of("attests");
    private static readonly Stems Acts = Wording.Of("acts");
    private static readonly Stems ActsNot = Wording.Of("not-acts");

    /// <summary>Null when the phrase is about nobody.</summary>
    public static People? Read(Words phrase)
    {
        var text = phrase.Of(phrase.Text.Trim());
        var (done, verified) = (DoneBy.Place(text).Start, VerifiedBy.Place(text).Start);
        if (verified is >= 0 and < 30 && (done < 0 || verified <= done)
            && RoleTable.PeopleIn(text.Before(verified)).IsEmpty
            && By(VerifiedBy, text) is { Roles.IsEmpty: false } second)
        {
            return new People([], second.Roles);
        }

        if (Helps.Matches(text))
        {
            return RoleTable.PeopleIn(text).IsEmpty ? null : Helping;
        }

        if (By(DoneBy, text) is { Roles.IsEmpty: false } first)
        {
            return Following(text.Of(first.Rest)) is { } more
                ? more with { Owners = first.Roles } : new People(first.Roles, []);
        }

        return OfList(text);
    }

    // "R", "R + S", "R coordinates", "R sign-off", "R if needed", "R with input from S"
    private static People? OfList(Words text)
    {
        var list = RoleList.AtStart(text);
        if (list.Roles.IsEmpty)
        {
            return null;
        }

        var words = text.Of(list.Rest.TrimStart(':', ' '));
        var rest = words.Text;
        if (Signs.Matches(words))
        {
            return new People([], list.Roles) { SignsOff = true };
        }

        return rest switch
        {
            "" => new People(list.Roles, []) { IsSure = list.Acts },
            _ when Conditional.Matches(words) => new People(list.Roles, []) { Condition = rest },
            _ when Attests.Matches(words) => new People([], list.Roles),
            _ when rest[0] is '+' or '&' || Helps.Matches(words) => new People(list.Roles, []),
            _ when Following(words) is { } more => more with { Owners = list.Roles },
            _ when IsAct(list, words) => new People(list.Roles, []) { SaysMore = rest.Count(' '.Equals) > 1 },
            _ => null,
        };
    }

    // "…, reviewed by S"
    private static People? Following(Words words)
    {
        var at = words.Text.AsSpan().IndexOfAny(',', ';');
        return By(VerifiedBy, at >= 0 ? words.From(at + 1) : words) is { Roles.IsEmpty: false } second
            ? new People([], second.Roles) : null;
    }

    // A verb follows a name: "DevOps Engineer executes". A topic that is also a role needs a verb we know.
    private static bool IsAct(RoleList list, Words rest) =>
        Acts.Matches(rest) || (list.Acts && rest.Text.Split(' ')[0] is var word && char.IsLower(word[0])
            && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal)
            && !ActsNot.Matches(rest.Of(word)));

    private static RoleList? By(Stems wording, Words text) =>
        wording.Place(text) is { Start: >= 0 and < 30 } found ? RoleList.AtStart(text.From(found.End)) : null;
}
