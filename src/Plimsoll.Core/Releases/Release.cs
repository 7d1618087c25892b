using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>A version of a service on its way to production, with everything that speaks for or against it.</summary>
public sealed record Release(
    string Service,
    string Version,
    ReleaseType Type,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string Fixes,
    string Since,
    ImmutableArray<Candidate> Candidates,
    Notes? Notes,
    RollbackPlan? RollbackPlan,
    ImmutableArray<Criterion> Criteria,
    ImmutableArray<Evidence> Evidence,
    ImmutableArray<Confirmation> Confirmations,
    ImmutableArray<SignOff> SignOffs,
    ImmutableArray<Waiver> Waivers,
    Withdrawal? Withdrawal) : IState<Release>, IEnds, IBelongs
{
    public static string Kind => "release";

    public static Release Empty { get; } =
        new("", "", ReleaseType.Patch, "", default, "", "", [], null, null, [], [], [], [], [], null);

    public static StreamName StreamOf(string service, string version) => new($"{Kind}/{service}/{version}");

    /// <summary>What was said of lines that apply only sometimes.</summary>
    public ImmutableArray<GateAnswer> Answers { get; init; } = [];

    /// <summary>When production is meant to start; null while nobody planned it.</summary>
    public DateTimeOffset? PlannedStart { get; init; }

    /// <summary>Until when production has to begin; null: the planned start only dates the guide's lines.</summary>
    public DateTimeOffset? StartExpires { get; init; }

    /// <summary>The newest rehearsal of rolling it back; null where there was none.</summary>
    public Rehearsal? Rehearsal { get; init; }

    /// <summary>The rehearsal, where it was of the content there is now.</summary>
    public Rehearsal? Rehearsed => Rehearsal is { } held && Candidate is { } now
        && Candidates.Any(c => c.Number == held.Candidate && c.IsSameContent(now)) ? held : null;

    /// <summary>What customers were told of it beforehand; null: nothing yet.</summary>
    public CustomerNotice? Notice { get; init; }

    public bool Exists => Service != "";

    public IEnumerable<string> To => [Service];

    /// <summary>No emergency sign-off of it waits to be confirmed.</summary>
    public bool HasEnded => !SignOffs.Any(s => s.WaitsToBeConfirmed);

    public bool IsWithdrawn => Withdrawal is not null;

    /// <summary>The content that would be deployed now; null while the release is a draft.</summary>
    public Candidate? Candidate => Candidates is [.., var last] ? last : null;

    public string Title => $"{Service} {Version}";

    /// <summary>Refuses a command on a release that is not there or no longer open; null when it may go on.</summary>
    public Refusal? Closed() =>
        !Exists ? Refusal.NotFound("There is no such release; create it with `plimsoll release create`.")
        : IsWithdrawn
            ? Refusal.TooLate($"{Title} was withdrawn: {Withdrawal?.Reason}. Create the next version instead.")
        : null;
}

/// <summary>The guide's release types, in the order of SemVer's steps.</summary>
public enum ReleaseType { Patch, Minor, Major }

/// <summary>A numbered sealing of a release's content; any change of content makes the next one.</summary>
/// <param name="Digest">SHA-256 of the artifact, the very bytes that staging and production get.</param>
/// <param name="Playbook">Hash of the compiled guide it is judged by.</param>
public sealed record Candidate(
    int Number,
    string Commit,
    string Artifact,
    string Digest,
    string Playbook,
    ImmutableArray<string> Authors,
    ImmutableArray<Change> Changes,
    DateTimeOffset SealedAt,
    string SealedBy)
{
    /// <summary>Null for one that was sealed before this was kept, or where the history could not tell.</summary>
    public Touched? Touched { get; init; }

    /// <summary>Whether a person wrote some of the changes.</summary>
    public bool IsBy(string person) => Authors.Contains(person, StringComparer.OrdinalIgnoreCase);

    /// <summary>The same commit and the same bytes, whatever its number.</summary>
    public bool IsSameContent(Candidate other) => (Commit, Digest) == (other.Commit, other.Digest);
}

/// <summary>One commit of the range, as it may be told in the notes.</summary>
public sealed record Change(string Commit, string Author, string Subject)
{
    /// <summary>What the rest of its message tells of its size: what breaks, what was squashed; often empty.</summary>
    public string Footers { get; init; } = "";
}

/// <summary>What a person saved as release notes, for one candidate.</summary>
/// <param name="Fields">The template's fields in order, each with its text.</param>
public sealed record Notes(ImmutableArray<NotesField> Fields, string SavedBy, DateTimeOffset SavedAt, int Candidate)
{
    public IEnumerable<string> EmptyFields => from f in Fields where string.IsNullOrWhiteSpace(f.Text) select f.Name;
}

public sealed record NotesField(string Name, string Text);

/// <summary>How to get back, and what happens to the data on the way.</summary>
/// <param name="Mitigation">
/// What is done instead when data cannot go back: fix forward, flag, or restore with its loss.
/// </param>
public sealed record RollbackPlan(
    string Steps, DataClass Data, string Mitigation, string Decides, string WrittenBy, DateTimeOffset WrittenAt)
{
    /// <summary>How many confirmations were on record when it was written; none of them is about it.</summary>
    public int Confirmations { get; init; }
}

/// <summary>Whether data written by the new version can be read by the old one.</summary>
public enum DataClass { None, Compatible, Irreversible }

/// <summary>One acceptance criterion the release carries itself, met when a named person says so.</summary>
public sealed record Criterion(string Text, string MetBy, DateTimeOffset? MetAt)
{
    public bool IsMet => MetBy != "";
}

/// <summary>A person of a role says that what was proposed for a gate holds, for one candidate.</summary>
public sealed record Confirmation(string Gate, string By, DateTimeOffset At, int Candidate, string Comment)
{
    /// <summary>The roles it was said in, where several have to sign.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>It was a no.</summary>
    public bool No { get; init; }
}

/// <summary>Why nobody may deploy it any more, anywhere.</summary>
public sealed record Withdrawal(string By, DateTimeOffset At, string Reason);

public abstract record ReleaseEvent : Event<Release>;

public abstract record ReleaseCommand : Command<Release, ReleaseEvent>;

public abstract record ReleaseReadingCommand : ReadingCommand<Release, ReleaseEvent>;
