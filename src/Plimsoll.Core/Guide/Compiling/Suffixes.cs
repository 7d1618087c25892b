using System.Buffers;
using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A line without what hangs on it, and what hung on it: people, conditions, asides.</summary>
internal sealed record Suffixes(Words Words)
{
    private static readonly Stems DoneBy = Wording.Of("done-by");
    private static readonly Stems VerifiedBy = Wording.Of("verified-by");
    private static readonly Stems WithDecision = Wording.Of("with-decision");
    private static readonly Stems FromSomebody = Wording.Of("from");
    private static readonly Stems WithSomebody = Wording.Of("with");
    private static readonly Stems Helps = Wording.Of("helps");

    private static readonly SearchValues<string> Hints =
        SearchValues.Create([" by ", " from ", " to ", " of "], StringComparison.OrdinalIgnoreCase);

    private static readonly char[] Ends = [':', '.', ' ', ',', ';'];
    private static readonly char[] Gaps = [' ', ',', ';'];
    private static readonly char[] AfterSubject = [':', ' ', '-', '\u2014', '\u2013'];
    private static readonly string[] Dashes = [" - ", " \u2013 ", " \u2014 "];

    /// <summary>The stem with the role it starts with: what concepts are looked up in.</summary>
    public Words Said { get; init; } = Words;

    public string Stem => Words.Text;

    public ImmutableArray<string> Owners { get; init; } = [];

    public ImmutableArray<string> Deputies { get; init; } = [];

    public ImmutableArray<string> Approvers { get; init; } = [];

    /// <summary>Its second person is named in a line of its own below it.</summary>
    public bool ApprovedBelow { get; init; }

    public Condition? Condition { get; init; }

    public ImmutableArray<string> Asides { get; init; } = [];

    /// <summary>What was taken from the line, and what it became: kept so that the compiler can explain itself.
    /// </summary>
    public ImmutableArray<Taken> Taken { get; init; } = [];

    public static Suffixes Of(Words text, bool inAuthority = false)
    {
        var found = new Suffixes(text.Of(Parentheses.Without(text.Text, out var groups)));
        foreach (var (start, end) in groups)
        {
            var inside = text.Part(start, end);
            var group = inside.Of(inside.Text.Trim());
            found = Compiling.Taken.Note(
                found, Parentheses.Read(found, group), "in parentheses", $"({group.Text})");
        }

        var dashed = Compiling.Taken.Note(found, found.TakeDashes(), "after a dash");
        var asked = Compiling.Taken.Note(dashed, dashed.TakeCondition(inAuthority), "in its words");
        var taken = Compiling.Taken.Note(asked, asked.TakeBy(), "as the one by whom");
        var said = ReferenceEquals(taken.Said, taken.Words) ? taken : taken with { Said = taken.Words };
        var acted = Compiling.Taken.Note(said, said.TakeSubject(), "as the one who acts");
        var last = Compiling.Taken.Note(acted, acted.TakeFrom(), "as the one with whom or from whom");
        return last.Left(last.Stem.TrimEnd(Ends));
    }

    /// <summary>What is left of the line.</summary>
    public Suffixes Left(string stem) => stem == Stem ? this : this with { Words = Words.Of(stem) };

    public Suffixes WithOwners(ImmutableArray<string> owners) =>
        Owners.IsEmpty && !owners.IsEmpty ? this with { Owners = owners } : this;

    public Suffixes With(People people) => WithOwners(people.Owners) with
    {
        Approvers = [.. Approvers.Union(people.Approvers)],
    };

    // "… - DevOps Engineer", "… — owned by Release Manager"
    private Suffixes TakeDashes()
    {
        if (!Words.Names) return this;
        foreach (var dash in Stem.AsSpan().IndexOfAny('-', '\u2013', '\u2014') < 0 ? [] : Dashes)
        {
            var at = Stem.LastIndexOf(dash, StringComparison.Ordinal);
            if (at > 0 && RoleTable.Meaning(Words.Before(at)).Length == 0
                && Parentheses.ReadPeople(Words.From(at + dash.Length)) is { } people)
            {
                return people.SaysMore ? With(people) : With(people).Left(Stem[..at].TrimEnd());
            }
        }

        return this;
    }

    // "… if necessary", "… once metrics are healthy", "… for Major releases"; a threshold after "if" is a criterion.
    private Suffixes TakeCondition(bool inAuthority)
    {
        if (Condition is not null || Stem.EndsWith(':'))
        {
            return this;
        }

        return Conditions.Leading(Words) is { } leading
            ? (this with { Condition = leading.Condition }).Left(leading.Then)
            : Conditions.Trailing(Words, inAuthority) is { } trailing
                ? (this with { Condition = trailing.Condition }).Left(trailing.Then) : this;
    }

    // "… confirmed by the Release Manager": a second person; "… by DevOps": the one who does it.
    private Suffixes TakeBy()
    {
        if (!Words.MayHave(Grammar.Hands) || !Stem.AsSpan().ContainsAny(Hints))
        {
            return this;
        }

        if (!Words.Names) return Left(Stem.TrimEnd(Gaps));

        var (done, second) = (By(DoneBy), By(VerifiedBy));
        var found = this;
        if (second is { Who.Roles.IsEmpty: false })
        {
            found = found with { Approvers = [.. Approvers.Union(second.Value.Who.Roles)] };
        }

        if (done is { Who.Roles.IsEmpty: false } && (second is null || done.Value.At < second.Value.At))
        {
            found = found.WithOwners(done.Value.Who.Roles);
        }

        found = second is { Who.Roles.IsEmpty: false } ? found.WithOwners(second.Value.Who.Roles) : found;
        return found.Left(Stem[..Math.Min(CutOf(done), CutOf(second))].TrimEnd(Gaps));
    }

    private int CutOf((int At, RoleList Who)? by) =>
        by is { Who.Roles.IsEmpty: false, Who.Rest.Length: 0 } ? by.Value.At : Stem.Length;

    private (int At, RoleList Who)? By(Stems wording) => wording.Place(Words) is { Start: > 0 } found
        ? (Math.Max(found.Start, Stem.LastIndexOf(' ', found.End - 1)), RoleList.AtStart(Words.From(found.End))) : null;

    // "Final decision from Release Manager", "Run the checks with QA Lead"; what was shared or agreed with somebody is
    // not theirs.
    private Suffixes TakeFrom()
    {
        if (!Owners.IsEmpty || !Words.Names)
        {
            return this;
        }

        var from = WithDecision.Matches(Words) ? FromSomebody.Place(Words) : (-1, -1);
        var (start, end) = from.Item1 > 0 ? from : WithSomebody.Place(Words);
        return start > 0 && !Stem.AsSpan(0, start).TrimEnd().EndsWith("ed")
            && !Helps.Matches(AfterTopic(Words.Before(end)))
            && RoleList.AtStart(Words.From(end)) is { Roles.IsEmpty: false, Acts: true } given
            ? WithOwners(given.Roles) : this;
    }

    // "Rollback plan: verify with DevOps"
    private static Words AfterTopic(Words words) =>
        words.Text.LastIndexOf(": ", StringComparison.Ordinal) is >= 0 and var topic ? words.From(topic + 1) : words;

    // "DevOps/On-call monitors …", "Topic: Security Lead approves …"
    private Suffixes TakeSubject()
    {
        for (var start = 0; start < Words.All.Length && Words.Names; start++)
        {
            if (IsStart(Words, start) && Subject.At(Words, start) is { } subject)
            {
                return WithOwners(subject.Roles).Left(
                    start == 0 ? subject.Rest.TrimStart(AfterSubject) : Stem);
            }
        }

        return this;
    }

    // A sentence begins at the start, and after a topic.
    private static bool IsStart(Words words, int at) =>
        at == 0 || (RoleTable.Between(words, at) is not " " and var between && IsTopicEnd(between.Trim()));

    private static bool IsTopicEnd(ReadOnlySpan<char> between) =>
        between is ":" or ";" or "\u2014" or "\u2013" or "-" or "\u2192";
}
