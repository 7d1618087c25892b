using System.Text;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Output;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>What comes out of raw bytes, however they arrive. The test writes in the work's place.</summary>
public sealed class MaskedOutput : IDisposable
{
    private const string Secret = "correct/horse \"battery\"+ü";
    private readonly Bench _bench = new();
    private readonly SegmentStore _store;
    private readonly CommandDriver _driver;
    private readonly FileStream _lock;

    public MaskedOutput()
    {
        _store = new SegmentStore(_bench.In("output.db"));
        _driver = new CommandDriver(_bench.In("tickets"));
        Directory.CreateDirectory(_bench.In("tickets/t1"));
        File.WriteAllText(_bench.In("tickets/t1/claimed"), File.ReadAllText("/proc/sys/kernel/random/boot_id"));
        _lock = new FileStream(_bench.In("tickets/t1/lock"), FileMode.Create, FileAccess.Write, FileShare.None);
    }

    public static TheoryData<string> Forms => new(
        Secret,
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        Uri.EscapeDataString(Secret),
        "correct%2fhorse%20%22battery%22%2b%c3%bc",
        "correct/horse \\\"battery\\\"+ü",
        System.Text.Json.JsonSerializer.Serialize(Secret)[1..^1]);

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_form_of_a_secret_is_masked(string form)
    {
        Write($"before {form} after\n");

        await PullToTheEnd(Secret);

        Assert.Equal("before *** after\n", Text());
    }

    [Fact]
    public async Task A_secret_inside_a_base64_of_something_longer_is_masked()
    {
        for (var before = 0; before < 3; before++)
            Write(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new string('u', before)}{Secret}:rest")) + "\n");

        await PullToTheEnd(Secret);

        var inside = Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))[4..20];
        Assert.Equal(3, Text().Split("***").Length - 1);
        Assert.DoesNotContain(inside, Text());
    }

    [Fact]
    public async Task Each_line_of_a_secret_of_several_lines_is_masked_alone()
    {
        Write("-----BEGIN-----\r\nYWJjZGVm\r\n}\n");

        await PullToTheEnd("-----BEGIN-----\nYWJjZGVm\n}\n-----END-----");

        Assert.Equal("***\r\n***\r\n}\n", Text());
    }

    [Fact]
    public async Task Two_secrets_that_overlap_are_masked_as_a_whole()
    {
        Write("x abcdefgh y\n");

        await PullToTheEnd("abcdef", "defgh");

        Assert.Equal("x *** y\n", Text());
    }

    [Fact]
    public async Task Half_a_secret_at_the_end_is_masked_too()
    {
        Write("key: correct/hor");

        await PullToTheEnd(Secret);

        Assert.Equal("key: ***", Text());
    }

    /// <summary>Random pieces, a new reader at random moments: the text is the one of a single read.</summary>
    [Fact]
    public async Task No_cut_between_pieces_and_no_restart_shows_a_secret_or_loses_a_byte()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] secrets = ["abab", "babba", "aaaa", "needle\nthread"];
        for (var round = 0; round < 20; round++)
        {
            var attempt = $"a{round}";
            File.Delete(_bench.In("tickets/t1/out"));
            var raw = Scribble(random, 400) + " and that is all\n";
            var output = await Resume(attempt, secrets);
            for (var at = 0; at < raw.Length;)
            {
                var piece = Math.Min(random.Next(1, 40), raw.Length - at);
                Write(raw.Substring(at, piece));
                at += piece;
                if (random.Next(3) > 0)
                    await output.Pull(default);
                if (random.Next(4) == 0)
                    output = await Resume(attempt, secrets);
            }
            Finish();
            await PullAll(output);

            Assert.True(Masked(raw, secrets) == Text(attempt), $"seed {seed}, {round}: {raw}\n-> {Text(attempt)}");
            Assert.Equal(raw.Length, _store.LastRawTo(attempt));
            File.Delete(_bench.In("tickets/t1/status"));
        }
    }

    [Fact]
    public async Task A_gap_masks_what_may_be_half_a_secret_on_either_side()
    {
        Write($"head {Secret[..12]}");
        Write(new string('\0', 1000));
        Write($"{Secret[12..]} and then the tail goes on for a good while until all of it can be seen again\n");
        var head = Encoding.UTF8.GetByteCount($"head {Secret[..12]}");
        File.WriteAllText(_bench.In("tickets/t1/gap"), $"{head} {head + 1000}");

        await PullToTheEnd(Secret);

        Assert.StartsWith("head ***", Text());
        Assert.DoesNotContain(Secret[..4], Text());
        Assert.DoesNotContain(Secret[^6..], Text());
        Assert.EndsWith("seen again\n", Text());
        var segments = _store.Read("a1", 0, 10);
        Assert.Equal((head, head + 1000), (segments[0].RawTo, segments[1].RawFrom));
    }

    private static string Scribble(Random random, int length) => string.Concat(
        from _ in Enumerable.Range(0, length)
        select random.Next(30) == 0 ? "needle\nthread" : $"{"aaabbb \n"[random.Next(8)]}");

    // The slow and plain way: mark every byte of every occurrence, then write each run of a line as one mask.
    private static string Masked(string raw, string[] secrets)
    {
        var covered = new bool[raw.Length];
        foreach (var secret in secrets.Concat(secrets.SelectMany(secret => secret.Split('\n'))))
        {
            for (var at = 0; at <= raw.Length - secret.Length; at++)
            {
                if (string.CompareOrdinal(raw, at, secret, 0, secret.Length) == 0)
                    Array.Fill(covered, true, at, secret.Length);
            }
        }
        var text = new StringBuilder();
        for (var at = 0; at < raw.Length; at++)
        {
            if (!covered[at] || raw[at] == '\n')
                text.Append(raw[at]);
            else if (at == 0 || !covered[at - 1] || raw[at - 1] == '\n')
                text.Append("***");
        }
        return text.ToString();
    }

    private void Write(string text) => File.AppendAllText(_bench.In("tickets/t1/out"), text);

    private void Finish() => File.WriteAllText(_bench.In("tickets/t1/status"), "0 ended");

    private Task<CollectedOutput> Resume(string attempt, params string[] secrets) =>
        new OutputCollector(_store, TimeProvider.System).Resume(_driver, attempt, "t1", new(secrets), default);

    private async Task PullToTheEnd(params string[] secrets)
    {
        Finish();
        await PullAll(await Resume("a1", secrets));
    }

    private static async Task PullAll(CollectedOutput output)
    {
        while (!(await output.Pull(default)).Complete) { }
    }

    private string Text(string attempt = "a1") => string.Concat(_store.Read(attempt, 0, int.MaxValue));

    public void Dispose()
    {
        _lock.Dispose();
        _bench.Dispose();
    }
}
