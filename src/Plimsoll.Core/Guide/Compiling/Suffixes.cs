using System.Collections.Immutable;
using System.Text;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A line without what hangs on it, and what hung on it: people, conditions, asides.</summary>
internal sealed record Suffixes(string Stem, RoleTable Roles)
{
    /// <summary>The stem with the role it starts with: what concepts are looked up in.</summary>
    public string Said { get; init; } = Stem;

    public ImmutableArray<string> Owners { get; init; } = [];

    public ImmutableArray<string> Deputies { get; init; } = [];

    public ImmutableArray<string> Approvers { get; init; } = [];

    public Condition? Condition { get; init; }

    public ImmutableArray<string> Asides { get; init; } = [];

    /// <summary>What was taken from the line, and what it became: kept so that the compiler can explain itself.</summary>
    public ImmutableArray<Taken> Taken { get; init; } = [];

    public static Suffixes Of(string text, RoleTable roles)
    {
        var found = new Suffixes(WithoutParentheses(text, out var groups), roles);
        foreach (var group in groups)
        {
            found = Compiling.Taken.Note(found, Parentheses.Read(found, group), "in parentheses", $"({group})");
        }

        var dashed = Compiling.Taken.Note(found, found.TakeDash(), "after a dash");
        var asked = Compiling.Taken.Note(dashed, dashed.TakeCondition(), "at the end");
        var taken = Compiling.Taken.Note(asked, asked.TakeBy(), "as the one by whom");
        var said = taken with { Said = taken.Stem };
        var last = Compiling.Taken.Note(said, said.TakeSubject(), "as the one who acts");
        return last with { Stem = last.Stem.TrimEnd(':', '.', ' ') };
    }

    public Suffixes WithOwners(ImmutableArray<string> owners) => Owners.IsEmpty ? this with { Owners = owners } : this;

    // "… - DevOps Engineer"
    private Suffixes TakeDash()
    {
        foreach (var dash in (string[])[" - ", " \u2013 ", " \u2014 "])
        {
            var at = Stem.LastIndexOf(dash, StringComparison.Ordinal);
            if (at > 0 && RoleList.Read(Stem[(at + dash.Length)..], Roles) is { Roles.IsEmpty: false } roles)
            {
                return WithOwners(roles.Roles) with { Stem = Stem[..at] };
            }
        }

        return this;
    }

    // "… if necessary"; a threshold after "if" is a criterion, a comma starts what then happens.
    private Suffixes TakeCondition()
    {
        var at = Stem.LastIndexOf(" if ", StringComparison.OrdinalIgnoreCase);
        return at > 0 && Condition is null && !Stem.EndsWith(':') && Stem.AsSpan(at).IndexOfAny(">%<,") < 0
            ? this with { Stem = Stem[..at], Condition = Conditions.Ask(Stem[(at + 1)..]) }
            : this;
    }

    // "… confirmed by the Release Manager": a second person; "… by DevOps": the one who does it.
    private Suffixes TakeBy()
    {
        if (By("verified-by") is { Roles.IsEmpty: false } second)
        {
            return WithOwners(second.Roles)
                with { Approvers = second.Roles, Stem = Stem[..Wording.Find("verified-by", Stem).Start].TrimEnd() };
        }

        return By("done-by") is { Roles.IsEmpty: false } first
            ? WithOwners(first.Roles) with { Stem = Stem[..Wording.Find("done-by", Stem).Start].TrimEnd() }
            : this;
    }

    private RoleList By(string wording) =>
        Wording.Find(wording, Stem) is { Start: > 0 } found ? RoleList.Read(Stem[found.End..], Roles) : RoleList.None;

    // "DevOps/On-call monitors …"
    private Suffixes TakeSubject() =>
        Roles.SubjectOf(Stem) is { Length: > 0 } role
            ? WithOwners([role])
                with { Stem = Stem[(Stem.IndexOf(role, StringComparison.Ordinal) + role.Length)..].TrimStart(':', ' ') }
            : this;

    private static string WithoutParentheses(string text, out List<string> groups)
    {
        var (kept, depth, start) = (new StringBuilder(), 0, 0);
        var last = text.LastIndexOf(')');
        groups = [];
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '(' && at < last && depth++ == 0)
            {
                start = at + 1;
            }
            else if (text[at] == ')' && depth > 0)
            {
                if (--depth == 0)
                {
                    groups.Add(text[start..at].Trim());
                }
            }
            else if (depth == 0)
            {
                kept.Append(text[at]);
            }
        }

        // An unclosed parenthesis swallows nothing.
        return depth > 0 ? text : kept.ToString().Replace("  ", " ", StringComparison.Ordinal).Trim();
    }
}
