using Plimsoll.Bench;

// One line per benchmark: its name, and how it is measured. A new benchmark is a file and a line here.
(string Name, Func<Task<IReadOnlyList<Ratio>>> Measure)[] benchmarks =
[
    ("journal", One(JournalCommit.Measure)),
    ("journal-postgres", JournalOnPostgres.Measure),
    ("fold", One(FoldJournal.Measure)),
    ("ten-steps", One(TenSteps.Measure)),
    ("million-lines", One(MillionLines.Measure)),
    ("growth", Growth.Measure),
    ("deployments", DeploymentsAtOnce.Measure),
    ("server-start", One(ServerStart.Measure)),
    ("notes", One(NotesOfARange.Measure)),
    ("guides", One(CompilingGuides.Measure)),
    ("guide-check", One(GuideCheck.Measure)),
    ("fanout", FanOut.Measure),
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
    foreach (var ratio in await measure())
    {
        Console.WriteLine($"{name}: {ratio}");
        if (!ratio.Reached) missed++;
    }
}

return missed == 0 ? 0 : 1;

static Func<Task<IReadOnlyList<Ratio>>> One(Func<Task<Ratio>> measure) => async () => [await measure()];
