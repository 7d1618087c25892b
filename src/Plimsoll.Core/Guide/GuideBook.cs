using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Guide;

/// <summary>The organisation's guide: every playbook ever applied, and the newest.</summary>
public sealed record GuideBook(ImmutableArray<Playbook> Applied) : IState<GuideBook>
{
    public static string Kind => "guide";

    public static GuideBook Empty { get; } = new([]);

    /// <summary>The organisation has one guide; its stream has a fixed name.</summary>
    public static StreamName Stream { get; } = new($"{Kind}/organisation");

    public Playbook? Newest => Applied is [.., var last] ? last : null;

    public Playbook? Find(string hash) => Applied.FirstOrDefault(p => p.Hash == hash);
}
