using System.Collections.Immutable;

namespace Plimsoll.Core.Guide;

/// <summary>A compiled guide: immutable, addressed by the hash of its canonical form.</summary>
/// <param name="Guide">The file name the guide came under.</param>
/// <param name="GuideSha256">Hash of the guide's bytes.</param>
/// <param name="Items">List items read; equals the sum of <see cref="Outputs"/>.</param>
public sealed record Playbook(
    string Guide, string GuideSha256, string Hash, int Items, Outputs Outputs, ImmutableArray<Check> Checks)
{
    private readonly Lazy<string>? _sealed;

    /// <summary>Hash of the compiled content; releases, shipments and deployments pin it.</summary>
    public string Hash { get => _sealed?.Value ?? field; init => (field, _sealed) = (value, null); } = Hash;

    // Most compilations are looked at and never pinned: the bytes are written when somebody asks for their hash.
    internal Lazy<string> Seal { init => _sealed = value; }

    /// <summary>The guide's line for a concept, 0 where the guide does not speak of it.</summary>
    public int LineOf(string concept) => Checks.FirstOrDefault(c => c.Concept == concept)?.Line ?? 0;

    public Check? Find(string id) => Checks.FirstOrDefault(c => c.Id == id);

    /// <summary>How bad things can be and what follows, where the guide says so; empty: the house's four.</summary>
    public ImmutableArray<SeverityRule> Severities { get; init; } = [];

    /// <summary>What does not belong in prose: the sidecar's settings.</summary>
    public GuideSettings Settings { get; init; } = GuideSettings.House;
}

/// <summary>One row of a guide's severity table.</summary>
/// <param name="Name">As the guide writes it, such as <c>SEV1</c>.</param>
/// <param name="Severity"><c>critical</c>, <c>high</c>, <c>medium</c> or <c>low</c>.</param>
/// <param name="Response">How soon somebody has to respond; null: not said.</param>
/// <param name="Cadence">The longest gap between two updates; null: not said.</param>
public sealed record SeverityRule(int Line, string Name, string Severity, TimeSpan? Response, TimeSpan? Cadence);

/// <summary>Where every list item of the guide went.</summary>
public sealed record Outputs(int Checks, int Information, int Template, int Metadata);

/// <summary>The forms a compiled line takes (guide-language, section 5).</summary>
public enum CheckKind
{
    Policy, Gate, Step, Check, Approval, Decision, Trigger, Task, Recurring, Field, Info, Owner, Authority,
}

/// <summary>Who does it: the engine, the engine with a person's confirmation, a person; or nobody
/// (information).</summary>
public enum CheckMode { Info, Auto, Semi, Manual }

/// <summary>One compiled line, or one part of it.</summary>
/// <param name="Line">1-based line of the guide; 0 for a house default.</param>
/// <param name="Part"><c>a</c>, <c>b</c>, … when a line says several things; empty otherwise.</param>
/// <param name="Id">The identity history hangs on; unique in the playbook (the file's own id, with phase where
/// needed).</param>
/// <param name="Concept">What the product knows it as, such as <c>security-scan</c>; empty when unknown.</param>
/// <param name="Origin"><c>guide line 15</c> or <c>house default</c>.</param>
public sealed record Check(
    int Line,
    string Part,
    string Phase,
    CheckKind Kind,
    string Id,
    string Concept,
    string Evidence,
    CheckMode Mode,
    ImmutableArray<string> Owners,
    ImmutableArray<string> Approvers,
    ImmutableArray<string> Audience,
    Due? Due,
    TimeSpan? Cadence,
    Condition? Condition,
    string Text,
    string Origin)
{
    private static readonly ImmutableSortedDictionary<string, string> Unbound =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The id without the phase; the same thing said twice has it twice.</summary>
    public string ShortId { get; init; } = Id;

    /// <summary>What the line is about in general, such as <c>SECSCAN</c> (guide-language, section 4).</summary>
    public ImmutableArray<string> Families { get; init; } = [];

    /// <summary>Who stands in for the owner, in order, when the guide says "typically".</summary>
    public ImmutableArray<string> Deputies { get; init; } = [];

    /// <summary>The house's owners, for a line that names nobody.</summary>
    public ImmutableArray<string> DefaultOwners { get; init; } = [];

    /// <summary>Who accepts it by the house's rule, where the line names nobody.</summary>
    public ImmutableArray<string> DefaultApprovers { get; init; } = [];

    /// <summary>Its approvers only attest it (confirmed, verified, validated, reviewed): the word of any of them will
    /// do, also of whoever made it. Otherwise all of them sign.</summary>
    public bool Attested { get; init; }

    /// <summary>It names several approvers with "or": one of them is enough.</summary>
    public bool AnyApprover { get; init; }

    /// <summary>How long something is watched, at least.</summary>
    public TimeSpan? Observe { get; init; }

    /// <summary>When it is done again, in words, such as "after each promotion"; empty: once, or by
    /// <see cref="Cadence"/>.</summary>
    public string Repeats { get; init; } = "";

    /// <summary>How long its evidence is good for; null: as long as the content is the same.</summary>
    public TimeSpan? GoodFor { get; init; }

    /// <summary>The longest gap between two of them where it depends on how bad it is: <c>critical</c>, <c>high</c>,
    /// <c>medium</c>, <c>low</c>. <see cref="Cadence"/> holds for a severity that is not named.</summary>
    public ImmutableSortedDictionary<string, TimeSpan> CadenceBySeverity { get; init; } = Lengths.None;

    /// <summary>When it is due where that depends on how bad it is, counted from the anchor of <see cref="Due"/>.
    /// </summary>
    public ImmutableSortedDictionary<string, TimeSpan> DueBySeverity { get; init; } = Lengths.None;

    /// <summary>The parts of a rollout in percent of the targets, in order: <c>5, 25, 100</c>.</summary>
    public ImmutableArray<int> Percents { get; init; } = [];

    /// <summary>The id of the line it stands under when that line is done by its children; empty for none.</summary>
    public string Group { get; init; } = "";

    /// <summary>The least severity it holds for; empty: any.</summary>
    public string Severity { get; init; } = "";

    /// <summary>What it keeps from starting: the id of a later line, or <c>none</c> for a line that only advises;
    /// empty: by the phase it stands in.</summary>
    public string Blocks { get; init; } = "";

    /// <summary>The role that may waive it; empty: the house's rule.</summary>
    public string WaivedBy { get; init; } = "";

    /// <summary>Its lines begin one after the other, each when the one before is done.</summary>
    public bool InOrder { get; init; }

    /// <summary>What the sidecar binds it to in the service's file: <c>metric</c> a metric check by its name,
    /// <c>suite</c> smoke, verify or checks by their names.</summary>
    public ImmutableSortedDictionary<string, string> Bindings { get; init; } = Unbound;

    /// <summary>Where its owners come from, when neither the line nor the house names them: the document about
    /// roles.</summary>
    public string OwnersFrom { get; init; } = "";

    /// <summary>Where it was read, when not from the guide itself: the linked checklist's file name.</summary>
    public string File { get; init; } = "";
}

/// <summary>Lengths of time by severity.</summary>
public static class Lengths
{
    public static ImmutableSortedDictionary<string, TimeSpan> None { get; } =
        ImmutableSortedDictionary.Create<string, TimeSpan>(StringComparer.Ordinal);
}

/// <summary>When it must be done: an offset from an anchor. <c>T0</c> (declared), <c>resolved</c>, <c>deploy</c> (the
/// planned start in production; negative offsets are before it), <c>deployed</c> (production has finished),
/// <c>rollback</c> (a rollback was decided).</summary>
public sealed record Due(string Anchor, TimeSpan Offset, string Text)
{
    /// <summary>Counted in days on which the organisation works, instead of <see cref="Offset"/>; negative ones are
    /// before it, 0: not so.</summary>
    public int BusinessDays { get; init; }

    /// <summary>The moment itself, counted from when its anchor happened.</summary>
    public DateTimeOffset From(DateTimeOffset anchor, GuideSettings settings) =>
        BusinessDays != 0 ? WorkCalendar.After(anchor, BusinessDays, settings) : anchor + Offset;
}

/// <summary>When it applies. Class: <c>ask</c> (vague: somebody records whether it applies, and why), <c>type</c>
/// (release types, computed), <c>property</c> (of the change: computed from labels and paths, else asked),
/// <c>prefer</c> (on by default, going against it is a deviation), <c>when</c> (on a moment of the work itself).
/// </summary>
public sealed record Condition(string Class, string Text)
{
    /// <summary>The owners it is about; empty: the whole line.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Release types for which it is only advised, separated by commas; empty for none.</summary>
    public string Advised { get; init; } = "";
}

/// <summary>What the compiler has to say about a line.</summary>
/// <param name="Level"><c>error</c>, <c>warn</c> or <c>info</c>.</param>
public sealed record Lint(string Code, string Level, int Line, int Column, string Message, string Fix)
{
    private readonly Func<string>? _advice;
    private string? _advised;

    /// <summary>What to do about it.</summary>
    public string Fix
    {
        get => _advice is null ? field : _advised ??= _advice();
        init => (field, _advice) = (value, null);
    } = Fix;

    // What is nearest is looked for among all that is known; only who reads the advice needs it.
    internal Func<string> Advice { init => _advice = value; }

    /// <summary>The file it is in, when that is not the guide: the sidecar or a linked file.</summary>
    public string File { get; init; } = "";

    public bool Equals(Lint? other) => other is not null && (Code, Level, Line, Column, Message, Fix, File)
        == (other.Code, other.Level, other.Line, other.Column, other.Message, other.Fix, other.File);

    public override int GetHashCode() => HashCode.Combine(Code, Level, Line, Column, Message, File);
}

/// <summary>A compilation: the playbook, and what was noticed on the way.</summary>
public sealed record Compilation(Playbook Playbook, ImmutableArray<Lint> Lint)
{
    public bool HasErrors => Lint.Any(l => l.Level == "error");

    /// <summary>The file name of the sidecar it was compiled with; empty for none.</summary>
    public string Sidecar { get; init; } = "";

    /// <summary>How each line was read, for the compiler to explain itself; empty when it was not compiled here.
    /// </summary>
    internal ImmutableArray<Compiling.CompiledLine> Lines { get; init; } = [];

    internal Reading.GuideDocument Document { get; init; } = Reading.GuideDocument.Nothing;

    /// <summary>What words meant when it was compiled.</summary>
    internal Vocabulary Vocabulary { get; init; } = Vocabulary.Shipped;
}
