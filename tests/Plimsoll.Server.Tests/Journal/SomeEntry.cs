using System.Text;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>Entries whose details do not matter to the test that appends them.</summary>
public static class SomeEntry
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<StreamName, long> NothingRead = [];
    private static int _number;

    public static Entry On(string stream, long expected, params string[] bodies) => new(
        new StreamName(stream),
        expected,
        NothingRead,
        [.. bodies.Select(body => Fact(body))],
        Noon,
        "ada",
        $"command-{Interlocked.Increment(ref _number)}",
        "digest");

    public static NewFact Fact(string body, string name = "something-happened") =>
        new(name, Encoding.UTF8.GetBytes(body));

    public static Entry Having(this Entry entry, string stream, long version) => entry with
    {
        Readings = new Dictionary<StreamName, long>(entry.Readings) { [new StreamName(stream)] = version },
    };

    public static OutboxRow Row(string key) =>
        new(key, "mail", ["ada@example.org"], "Shipped", "It runs.", new StreamName("release/a/1.0.0"), Noon);

    public static async Task<List<StoredFact>> Facts(this IJournal journal, long after = 0)
    {
        var facts = new List<StoredFact>();
        await foreach (var fact in journal.Read(after, CancellationToken.None)) facts.Add(fact);
        return facts;
    }

    public static async Task<Appended.Committed> Commit(this IJournal journal, Entry entry) =>
        Assert.IsType<Appended.Committed>(await journal.Append(entry, CancellationToken.None));
}
