using System.Globalization;
using System.Text;

namespace Plimsoll.Server.Site;

/// <summary>Times, durations and counts as words; one voice for all pages.</summary>
public static class Words
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>Short, in its largest sensible unit: <c>45 s</c>, <c>28 min</c>, <c>26 h</c>, <c>6 d</c>.</summary>
    public static string Span(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 90 } s => string.Create(Plain, $"{(int)s.TotalSeconds} s"),
        { TotalMinutes: < 60 } s => string.Create(Plain, $"{(int)s.TotalMinutes} min"),
        { TotalHours: < 48 } s => string.Create(Plain, $"{(int)s.TotalHours} h"),
        var s => string.Create(Plain, $"{(int)s.TotalDays} d"),
    };

    /// <summary>As measured: <c>3 min 40 s</c>, <c>1 h 5 min</c>, <c>850 ms</c>.</summary>
    public static string Exactly(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => string.Create(Plain, $"{(int)span.TotalMilliseconds} ms"),
        { TotalMinutes: < 1 } => string.Create(Plain, $"{(int)span.TotalSeconds} s"),
        { TotalHours: < 1, Seconds: 0 } => string.Create(Plain, $"{span.Minutes} min"),
        { TotalHours: < 1 } => string.Create(Plain, $"{span.Minutes} min {span.Seconds} s"),
        { Minutes: 0 } => string.Create(Plain, $"{(int)span.TotalHours} h"),
        _ => string.Create(Plain, $"{(int)span.TotalHours} h {span.Minutes} min"),
    };

    /// <summary><c>3 h ago</c>, <c>in 19 h</c>, <c>just now</c>.</summary>
    public static string Age(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalSeconds: > -2 and < 2 } => "just now",
        { Ticks: > 0 } ago => Span(ago) + " ago",
        var ahead => "in " + Span(ahead),
    };

    /// <summary>A running clock: <c>11:41</c>, <c>1:02:03</c>.</summary>
    public static string Clock(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(Plain, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
        : string.Create(Plain, $"{span.Minutes}:{span.Seconds:00}");

    /// <summary>A clock that runs out, and on: <c>4:12</c> left, <c>+1:02</c> over.</summary>
    public static string Left(TimeSpan left) => left < TimeSpan.Zero ? "+" + Clock(-left) : Clock(left);

    /// <summary><c>Tue 24 Nov 2026, 14:36</c>, in UTC; the zone stands once in the foot.</summary>
    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("ddd d MMM yyyy, HH:mm", Plain);

    public static string TimeOfDay(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", Plain);

    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", Plain);

    public static string Count(int n, string one, string many) => string.Create(Plain, $"{n} {(n == 1 ? one : many)}");

    /// <summary>Who did it, as people call it: the parts of Plimsoll itself are all Plimsoll.</summary>
    public static string Person(string actor) =>
        actor.StartsWith("system:", StringComparison.Ordinal) ? "Plimsoll" : actor;

    /// <summary>Eight characters of a digest: enough to tell it from any other.</summary>
    public static string Hash(string digest) => digest.Length > 8 ? digest[..8] : digest;

    extension(string text)
    {
        /// <summary>As a sentence begins; a name, a commit or an id at its front stays as it is.</summary>
        public string Capital =>
            text.TakeWhile(c => c != ' ').All(c => char.IsLower(c) || c is ',' or ':' or '.') && text.Length > 0
            ? char.ToUpperInvariant(text[0]) + text[1..]
            : text;

        /// <summary>As a sentence begins and ends.</summary>
        public string Sentence => text.Length == 0 || text[^1] is '.' or '?' or '!' ? text.Capital : text.Capital + ".";

        /// <summary>A commit as git shortens it.</summary>
        public string Short => text.Length > 7 ? text[..7] : text;
    }

    /// <summary>Two letters for the disc beside a name: <c>Release Manager</c> is RM, <c>ada</c> is A.</summary>
    public static string Initials(string name)
    {
        var words = name.Split([' ', '/', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Take(2).Select(w => Rune.ToUpperInvariant(w.EnumerateRunes().First()).ToString()));
    }
}
