using System.Collections.Immutable;

namespace Plimsoll.Files.History;

/// <summary>A range of commits, found by the beginning of a hash.</summary>
internal sealed class CommitsByHash
{
    private readonly ImmutableArray<CommitLine> _sorted;
    private readonly Dictionary<string, CommitLine> _whole = new(StringComparer.Ordinal);

    public CommitsByHash(ImmutableArray<CommitLine> commits)
    {
        _sorted = commits.Sort((one, other) => string.CompareOrdinal(one.Hash, other.Hash));
        foreach (var commit in commits) _whole[commit.Hash] = commit;
    }

    /// <summary>Null when the range has no such commit, or more than one.</summary>
    public CommitLine? Find(string hash)
    {
        if (_whole.TryGetValue(hash, out var commit)) return commit;
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_sorted[middle].Hash, hash) < 0) low = middle + 1;
            else high = middle;
        }
        return IsAt(low, hash) && !IsAt(low + 1, hash) ? _sorted[low] : null;
    }

    /// <summary>The merge and the commits of the range that came with it: not there before on its first line.</summary>
    public HashSet<string> BroughtBy(CommitLine merge)
    {
        var brought = Reachable(merge.Parents.Skip(1));
        brought.ExceptWith(Reachable(merge.Parents.Take(1)));
        brought.Add(merge.Hash);
        return brought;
    }

    private HashSet<string> Reachable(IEnumerable<string> from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(from);
        while (open.TryPop(out var hash))
            if (_whole.TryGetValue(hash, out var commit) && seen.Add(hash))
                foreach (var parent in commit.Parents) open.Push(parent);
        return seen;
    }

    private bool IsAt(int index, string hash) =>
        index < _sorted.Length && _sorted[index].Hash.StartsWith(hash, StringComparison.Ordinal);
}
