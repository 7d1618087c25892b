using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Guide;

/// <summary>The playbooks an organisation has applied for one guide; none is ever forgotten, because releases pin
/// them.</summary>
public sealed record GuideBook(ImmutableSortedDictionary<string, Playbook> Playbooks, string NewestHash)
    : IState<GuideBook>
{
    public static string Kind => "guide";

    /// <summary>The organisation has one guide; its stream has a fixed name.</summary>
    public static StreamName Stream { get; } = new($"{Kind}/organisation");

    public static GuideBook Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, Playbook>(StringComparer.Ordinal), "");

    /// <summary>Why a playbook must not be followed any more, by its hash.</summary>
    public ImmutableSortedDictionary<string, string> Revoked { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The one playbook a hash, or the beginning of one, names; null when there is none or more than one.
    /// </summary>
    public Playbook? Named(string hash) => Only(Playbooks, hash);

    /// <summary>The guides that playbooks were compiled from, by the playbook's hash.</summary>
    public ImmutableSortedDictionary<string, string> Texts { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What the compiler noticed in them, by the playbook's hash.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Lint>> Lints { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<Lint>>(StringComparer.Ordinal);

    /// <summary>The file names of the sidecars they were compiled with, by the playbook's hash; empty for none.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Sidecars { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Every version that came into force, the newest last.</summary>
    public ImmutableArray<AppliedVersion> History { get; init; } = [];

    /// <summary>Revisions that wait for a second person, by the playbook's hash.</summary>
    public ImmutableSortedDictionary<string, Proposal> Proposals { get; init; } =
        ImmutableSortedDictionary.Create<string, Proposal>(StringComparer.Ordinal);

    /// <summary>The guide in force asks for two people to change it.</summary>
    public bool ChangeNeedsSecondPerson => Newest?.Settings.ChangeNeedsSecondPerson == true;

    /// <summary>The one proposal a hash, or its first letters, names; null for none, or for several.</summary>
    public Proposal? ProposalOf(string hash) => Only(Proposals, hash);

    /// <summary>What a new candidate takes; null before any guide was applied.</summary>
    public Playbook? Newest => Find(NewestHash);

    /// <summary>A playbook somebody pinned.</summary>
    public Playbook? Find(string hash) => Playbooks.GetValueOrDefault(hash);

    // Fewer letters than that are no hash but a guess; the whole of it is one, however short.
    private static T? Only<T>(ImmutableSortedDictionary<string, T> all, string hash) where T : class =>
        all.GetValueOrDefault(hash) ?? (hash.Length >= 6
            && all.Where(one => one.Key.StartsWith(hash, StringComparison.OrdinalIgnoreCase)).ToList() is [var only]
                ? only.Value : null);
}

/// <summary>The base of what happens to a guide.</summary>
public abstract record GuideEvent : Event<GuideBook>;
