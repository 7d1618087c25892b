using Plimsoll.Bench;

// One line per benchmark: its name, and how it is measured. A new benchmark is a file and a line here.
(string Name, Func<IAsyncEnumerable<Ratio>> Measure)[] benchmarks =
[
    ("journal", One(JournalCommit.Measure)),
    ("journal-postgres", Several(JournalOnPostgres.Measure)),
    ("fold", One(FoldJournal.Measure)),
    ("ten-steps", One(TenSteps.Measure)),
    ("million-lines", One(MillionLines.Measure)),
    ("growth", Growth.Measure),
    ("deployments", Several(DeploymentsAtOnce.Measure)),
    ("server-start", One(ServerStart.Measure)),
    ("notes", One(NotesOfARange.Measure)),
    ("guides", One(CompilingGuides.Measure)),
    ("guide-check", One(GuideCheck.Measure)),
    ("fanout", Several(FanOut.Measure)),
];

var wanted = args.Length == 0 ? benchmarks : [.. benchmarks.Where(b => args.Contains(b.Name))];
if (wanted.Length == 0)
{
    Console.Error.WriteLine($"No such benchmark. There are: {string.Join(", ", benchmarks.Select(b => b.Name))}.");
    return 2;
}

var missed = 0;
foreach (var (name, measure) in wanted)
{
    await foreach (var ratio in measure())
    {
        Console.WriteLine($"{name}: {ratio}");
        if (!ratio.Reached) missed++;
    }
}

return missed == 0 ? 0 : 1;

// A ratio is printed as soon as it is measured; the next may take long.
static Func<IAsyncEnumerable<Ratio>> One(Func<Task<Ratio>> measure) => Several(async () => [await measure()]);

static Func<IAsyncEnumerable<Ratio>> Several(Func<Task<IReadOnlyList<Ratio>>> measure)
{
    return Measured;

    async IAsyncEnumerable<Ratio> Measured()
    {
        foreach (var ratio in await measure()) yield return ratio;
    }
}
