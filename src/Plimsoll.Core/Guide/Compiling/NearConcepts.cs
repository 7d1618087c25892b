namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The concepts a line may have meant that is none of them.</summary>
internal static class NearConcepts
{
    /// <summary>Names of known concepts that share the most words with a line: what it may have meant.</summary>
    public static IEnumerable<string> Of(Words words, string phase)
    {
        var all = words.Vocabulary.Concepts;
        var marks = default(Bits);
        for (var at = 0; at < words.All.Length; at++) marks |= words.SenseAt(at) is { } sense ? sense.Near : default;
        var near = new List<(string Name, int Shared)>();
        foreach (var rank in marks.Below(all.Length))
        {
            if (Kinds.IsIn(phase, all[rank].Phases) && all[rank].Stems.Shared(words) is > 0 and var shared)
            {
                Add(near, all[rank].Name, shared);
            }
        }

        return Best(near, 3);
    }

    // Several concepts have one name: the one that shares most speaks for it.
    private static void Add(List<(string Name, int Shared)> near, string name, int shared)
    {
        var same = near.Count - 1;
        while (same >= 0 && near[same].Name != name) same--;
        if (same >= 0 && near[same].Shared >= shared) return;
        if (same >= 0) near.RemoveAt(same);
        near.Add((name, shared));
    }

    private static List<string> Best(List<(string Name, int Shared)> near, int most)
    {
        var best = new List<string>(most);
        while (near.Count > 0 && best.Count < most)
        {
            var first = 0;
            for (var at = 1; at < near.Count; at++)
            {
                if (near[at].Shared > near[first].Shared) first = at;
            }

            best.Add(near[first].Name);
            near.RemoveAt(first);
        }

        return best;
    }
}
