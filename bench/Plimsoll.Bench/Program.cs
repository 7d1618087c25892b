using Plimsoll.Bench;

// One line per benchmark: its name, and how it is measured. A new benchmark is a file and a line here.
(string Name, Func<Task<Ratio>> Measure)[] benchmarks =
[
    ("journal", JournalCommit.Measure),
    ("fold", FoldJournal.Measure),
    ("ten-steps", TenSteps.Measure),
    ("million-lines", MillionLines.Measure),
    ("server-start", ServerStart.Measure),
    ("notes", NotesOfARange.Measure),
    ("guides", CompilingGuides.Measure),
    ("guide-check", GuideCheck.Measure),
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
    var ratio = await measure();
    Console.WriteLine($"{name}: {ratio}");
    if (!ratio.Reached) missed++;
}

return missed == 0 ? 0 : 1;
