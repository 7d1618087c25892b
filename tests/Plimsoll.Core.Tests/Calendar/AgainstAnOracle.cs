using System.Collections.Concurrent;
using System.Globalization;
using Ical.Net.DataTypes;
using NodaTime;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Tests.Simulation;

namespace Plimsoll.Core.Tests.Calendar;

/// <summary>
/// Pairs of a rule and an instant over all IANA zones and ten years against an oracle that shares nothing with the rules
/// but the zones' offsets: days come from Ical.Net, local times are found by asking what every minute is called.
/// PLIMSOLL_WINDOWS says how many pairs, PLIMSOLL_SEED where they start.
/// </summary>
public sealed class AgainstAnOracle(ITestOutputHelper output)
{
    private const int PairsOfARule = 50;
    private static readonly int Pairs = Interleavings.Setting("PLIMSOLL_WINDOWS", 20_000);
    private static readonly int Seed = Interleavings.Setting("PLIMSOLL_SEED", 20261123);
    private static readonly string[] Zones = [.. DateTimeZoneProviders.Tzdb.Ids];

    [Fact]
    public void A_rule_holds_exactly_when_the_oracle_says_so()
    {
        ConcurrentBag<string> wrong = [];
        ConcurrentDictionary<string, bool> zones = [];
        long held = 0, edges = 0;
        Parallel.For(0, (Pairs + PairsOfARule - 1) / PairsOfARule, (at, loop) =>
        {
            var random = new Random(Seed + at);
            var rule = SomeRule.Any(random, Zones[(Seed + at) % Zones.Length]);
            zones[rule.Zone] = true;
            Assert.Equal("", rule.Wrong());
            var (series, oracle) = (Series.Of(rule), new Oracle(rule));
            for (var pair = 0; pair < PairsOfARule; pair++)
            {
                var (instant, isEdge) = SomeRule.Instant(random, oracle);
                // What begins after the ten years may hold already.
                if (!oracle.Knows(instant)) (instant, isEdge) = (new DateTimeOffset(SomeRule.First, TimeSpan.Zero), false);
                var (says, knows) = (series.Covering(instant) is not null, oracle.Holds(instant));
                if (says != knows) wrong.Add($"seed {Seed + at}: {rule} at {instant:O}: {says}, but {knows}");
                if (pair < 5 && series.After(instant)?.From != oracle.Next(instant) && oracle.Knows(series.After(instant)?.From))
                    wrong.Add($"seed {Seed + at}: {rule} after {instant:O}: {series.After(instant)?.From:O}, but {oracle.Next(instant):O}");
                Interlocked.Add(ref held, knows ? 1 : 0);
                Interlocked.Add(ref edges, isEdge ? 1 : 0);
            }
            if (wrong.Count > 20) loop.Stop();
        });
        output.WriteLine($"{Pairs} pairs, {zones.Count} zones of {Zones.Length}, {held} held, {edges} at an edge, "
            + $"seed {Seed}: {wrong.Count} differences");
        foreach (var difference in wrong.Take(10)) output.WriteLine(difference);
        Assert.Empty(wrong);
        Assert.True(held > Pairs / 10 && held < Pairs * 9 / 10);
    }

    /// <summary>Every occurrence of a rule in ten years, found the long way.</summary>
    private sealed class Oracle
    {
        private readonly DateTimeZone _zone;
        private readonly List<(DateTimeOffset From, DateTimeOffset To)> _all = [];
        private readonly DateTimeOffset _known;

        public Oracle(Schedule rule)
        {
            _zone = DateTimeZoneProviders.Tzdb[rule.Zone];
            var last = SomeRule.First.AddYears(10);
            _known = new DateTimeOffset(last.AddDays(-3), TimeSpan.Zero);
            var until = rule.Repeats.Contains("UNTIL", StringComparison.Ordinal) && rule.Repeats.EndsWith('Z')
                ? DateTimeOffset.ParseExact(rule.Repeats[^16..], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal) : DateTimeOffset.MaxValue;
            foreach (var local in Days(rule, last).Where(d => !rule.Except.Contains(DateOnly.FromDateTime(d))))
            {
                var from = Find(local);
                var to = rule.End is { } end ? Find(local + (end - rule.Start)) : from + rule.Lasts!.Value;
                if (to > from && from <= until) _all.Add((from, to));
            }
        }

        public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> All => _all;

        public bool Holds(DateTimeOffset at) => _all.Exists(o => o.From <= at && at < o.To);

        public DateTimeOffset? Next(DateTimeOffset at) =>
            _all.Where(o => o.From > at).Select(o => (DateTimeOffset?)o.From).Min();

        /// <summary>It lies in the years that were looked through.</summary>
        public bool Knows(DateTimeOffset? at) => at is null || at < _known;

        private static IEnumerable<DateTime> Days(Schedule rule, DateTime last)
        {
            if (rule.Repeats == "") return [rule.Start];
            // On the wall, without any zone: an UNTIL in UTC is left to the caller.
            var repeats = rule.Repeats.EndsWith('Z') ? rule.Repeats[..rule.Repeats.LastIndexOf(';')] : rule.Repeats;
            var walled = new Ical.Net.CalendarComponents.CalendarEvent
            {
                DtStart = new CalDateTime(rule.Start), RecurrenceRule = new RecurrencePattern(repeats),
            };
            return walled.GetOccurrences().Select(o => o.Period.StartTime.Value).TakeWhile(d => d < last);
        }

        /// <summary>The first minute that is called so, else as far after the gap as it lies in it.</summary>
        private DateTimeOffset Find(DateTime local)
        {
            var wanted = DateTime.SpecifyKind(local, DateTimeKind.Utc);
            // No zone is farther from UTC than 15 hours; skipping a whole day is the widest gap there was.
            for (var at = wanted.AddHours(-16); at <= wanted.AddHours(16); at = at.AddMinutes(15))
                if (Called(at) == wanted) return new DateTimeOffset(at);
            for (var at = wanted.AddHours(-16); at <= wanted.AddHours(16); at = at.AddMinutes(1))
                if (Called(at) == wanted) return new DateTimeOffset(at);
                else if (Called(at) > wanted && Called(at.AddMinutes(-1)) < wanted)
                    // The gap lies here: the time is read by what the clocks showed before it.
                    return new DateTimeOffset(wanted - (Called(at.AddMinutes(-1)) - at.AddMinutes(-1)));
            throw new InvalidOperationException($"{local:O} is nowhere in {_zone.Id}.");
        }

        private DateTime Called(DateTime utc) =>
            utc + _zone.GetUtcOffset(Instant.FromDateTimeUtc(utc)).ToTimeSpan();
    }

    /// <summary>Rules as people write them, and instants that are likely to be wrong.</summary>
    private static class SomeRule
    {
        private static readonly string[] Weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

        public static DateTime First { get; } = new(2019, 1, 1);

        public static Schedule Any(Random random, string zone)
        {
            for (; ; )
            {
                var start = First.AddDays(random.Next(0, 3000)).AddMinutes(15 * random.Next(0, 96));
                var isLong = random.Next(4) == 0;
                var length = isLong ? TimeSpan.FromHours(random.Next(24, 400)) : TimeSpan.FromMinutes(15 * random.Next(1, 96));
                var wall = random.Next(2) == 0;
                var repeats = Repeats(random);
                DateOnly[] except = repeats != "" && random.Next(4) == 0
                    ? [.. Enumerable.Range(1, 30).Select(d => DateOnly.FromDateTime(start).AddDays(d * 7))] : [];
                var rule = new Schedule(
                    start, wall ? start + length : null, wall ? null : length, repeats, [.. except], zone);
                if (rule.Wrong() == "") return rule;
            }
        }

        public static (DateTimeOffset At, bool IsEdge) Instant(Random random, Oracle oracle)
        {
            if (oracle.All.Count == 0 || random.Next(4) == 0)
                return (new DateTimeOffset(First, TimeSpan.Zero).AddMinutes(random.Next(0, 10 * 365 * 24 * 60)), false);
            var (from, to) = oracle.All[random.Next(oracle.All.Count)];
            var at = (random.Next(2) == 0 ? from : to).AddSeconds(random.Next(-1, 2));
            return random.Next(2) == 0 ? (at, true) : (from + (to - from) * random.NextDouble(), false);
        }

        private static string Repeats(Random random)
        {
            if (random.Next(8) == 0) return "";
            var rule = random.Next(6) switch
            {
                0 => "FREQ=DAILY" + (random.Next(2) == 0 ? $";BYDAY={Some(random)}" : ""),
                1 or 2 => "FREQ=WEEKLY" + (random.Next(3) > 0 ? $";BYDAY={Some(random)}" : "") + (random.Next(3) == 0 ? ";WKST=SU" : ""),
                3 => $"FREQ=MONTHLY;BYDAY={random.Next(1, 6) * (random.Next(2) * 2 - 1)}{Weekdays[random.Next(7)]}",
                4 => "FREQ=MONTHLY" + (random.Next(2) == 0 ? $";BYMONTHDAY={(random.Next(2) == 0 ? random.Next(1, 32) : -random.Next(1, 29))}" : ""),
                _ => "FREQ=YEARLY" + (random.Next(3) == 0 ? $";BYMONTH={random.Next(1, 13)};BYDAY={(random.Next(2) == 0 ? "-" : "")}1{Weekdays[random.Next(7)]}" : ""),
            };
            if (random.Next(2) == 0) rule += $";INTERVAL={random.Next(1, 5)}";
            return random.Next(4) switch
            {
                0 => $"{rule};COUNT={random.Next(1, 60)}",
                1 => $"{rule};UNTIL={First.AddDays(random.Next(2000, 3650)):yyyyMMdd'T'HHmmss}Z",
                _ => rule,
            };
        }

        private static string Some(Random random) =>
            string.Join(',', Weekdays.Where(_ => random.Next(2) == 0).DefaultIfEmpty("FR"));
    }
}
