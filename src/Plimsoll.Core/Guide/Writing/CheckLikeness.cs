using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Core.Guide.Writing;

/// <summary>Whether checks mean the same, wherever they stand.</summary>
public static class CheckLikeness
{
    /// <summary>The check without where it stands and without what the house adds to it.</summary>
    public static Check Of(Check check)
    {
        // What only informs is nobody's to do: it is its words.
        var informs = check.Kind is CheckKind.Owner or CheckKind.Info;
        var id = informs ? "" : check.ShortId;
        return check with
        {
            Line = 0, Id = id, ShortId = id, Origin = "", File = "", OwnersFrom = "", DefaultOwners = [],
            DefaultApprovers = [], Evidence = WithoutTemplate(check.Evidence),
            GoodFor = null, Owners = informs ? [] : check.Owners, Phase = informs ? "" : check.Phase,
            Condition = informs ? null : check.Condition, Group = check.Group.Length > 0 ? "line above" : "",
        };
    }

    // The message in a fence under a line is text of the guide, named by where it stands.
    private static string WithoutTemplate(string evidence) =>
        evidence.IndexOf(";template@", StringComparison.Ordinal) is >= 0 and var at
            ? evidence[..at] + evidence[evidence.IndexOf(')', at)..] : evidence;

    /// <summary>How many fields differ; 0 when they mean the same.</summary>
    internal static int Far(ImmutableArray<Check> wanted, ImmutableArray<Check> read) =>
        wanted.Zip(read).Sum(pair => Far(pair.First, pair.Second)) + Math.Abs(wanted.Length - read.Length) * 100;

    private static int Far(Check wanted, Check read)
    {
        var (one, other) = (Fields(wanted), Fields(read));
        return one.Count(field => !other.TryGetValue(field.Key, out var value) || value != field.Value)
            + other.Keys.Count(key => !one.ContainsKey(key));
    }

    private static Dictionary<string, string> Fields(Check check)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) CheckJson.Write(json, check);
        using var parsed = JsonDocument.Parse(bytes.WrittenMemory);
        return parsed.RootElement.EnumerateObject().ToDictionary(
            field => field.Name, field => field.Value.GetRawText(), StringComparer.Ordinal);
    }
}
