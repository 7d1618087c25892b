using System.Globalization;
using Plimsoll.Core.Tests.House;

namespace Plimsoll.Core.Tests.Fuzzing;

/// <summary>So many inputs to one parser. Input and seed are one: the same number gives the same bytes. A campaign
/// asked for by <c>./test --fuzz N</c> runs in parts and remembers those it ended; asked again with its seed it goes
/// on.</summary>
/// <param name="Read">Reads the bytes and asserts what always holds.</param>
internal sealed record Campaign(string Parser, Func<Random, byte[]> Input, Action<byte[]> Read)
{
    private const int EveryRun = 20_000;
    private const int Part = 10_000;
    private const long MostBytes = 256L * 1024 * 1024;

    private static readonly TimeSpan MostProcessor = TimeSpan.FromSeconds(1);
    private static readonly int Asked = Number("PLIMSOLL_FUZZ", 0);
    private static readonly int Seed =
        Number("PLIMSOLL_SEED", Asked > 0 ? Random.Shared.Next(1, 1_000_000) : 20261128);

    private static string Folder => Path.Combine(SourceTree.Root, "artifacts", "fuzz");

    private string Memory => Path.Combine(Folder, $"{Parser}-{Seed}");

    // A campaign runs in a process whose heap may not grow past this: what an input asked for in all, but never held
    // at once, is then no matter.
    private static readonly bool IsHeapBounded = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes <= MostBytes;

    public static bool IsAsked => Asked > 0;

    /// <summary>Answers its figures.</summary>
    public string Run()
    {
        var (size, worst) = (Asked > 0 ? Asked : EveryRun, new Worst());
        if (IsAsked) Say($"{Parser}: {size} inputs, seed {Seed}; --seed {Seed} goes on where it was ended");
        foreach (var from in Enumerable.Range(0, (size + Part - 1) / Part).Select(part => part * Part))
        {
            if (IsAsked && EndedParts().Contains(from)) continue;
            for (var number = from; number < Math.Min(size, from + Part); number++) One(number, worst);
            if (IsAsked) Remember(from, worst);
        }

        return $"{Parser}: {size} inputs, seed {Seed}, {worst}";
    }

    private void One(int number, Worst worst)
    {
        var bytes = Input(new Random(unchecked(Seed * 1_000_003 + number)));
        var before = ThreadCost.Now();
        try
        {
            Read(bytes);
        }
        catch (Exception problem)
        {
            throw new InvalidOperationException(
                $"{Name(number)} ended badly; it is in {Keep(number, bytes)}.", problem);
        }

        var cost = ThreadCost.Now() - before;
        worst.Note(number, cost);
        if (cost.Processor >= MostProcessor || (cost.Bytes >= MostBytes && !IsHeapBounded))
            Assert.Fail(
                $"{Name(number)} cost {cost.Processor.TotalMilliseconds:0} ms and {cost.Bytes} bytes; it is in " +
                Keep(number, bytes));
    }

    private string Name(int number) => $"{Parser}, seed {Seed}, input {number}";

    private string Keep(int number, byte[] bytes)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes($"{Memory}-{number}.input", bytes);
        return $"{Memory}-{number}.input";
    }

    private HashSet<int> EndedParts() => !File.Exists(Memory) ? []
        : [.. File.ReadLines(Memory).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))];

    private void Remember(int from, Worst worst)
    {
        Directory.CreateDirectory(Folder);
        File.AppendAllText(Memory, $"{from} {worst}\n");
        Say($"{Parser}: {from + Part}, {worst}");
    }

    private static void Say(string line) => Console.WriteLine(line);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;
}

/// <summary>The most that one input cost, and which.</summary>
internal sealed class Worst
{
    private (int Number, TimeSpan Most) _processor;
    private (int Number, long Most) _bytes;

    public void Note(int number, ThreadCost cost)
    {
        if (cost.Processor > _processor.Most) _processor = (number, cost.Processor);
        if (cost.Bytes > _bytes.Most) _bytes = (number, cost.Bytes);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"at most {_processor.Most.TotalMilliseconds:0} ms of processor (input {_processor.Number}) and " +
        $"{_bytes.Most / 1024.0 / 1024:0.0} MiB of memory (input {_bytes.Number})");
}
