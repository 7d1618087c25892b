using System.Collections.Immutable;

namespace Plimsoll.Core.Calendar;

/// <summary>When something is, as people write it: a time on the wall of one zone, once or again and again.</summary>
/// <param name="Start">The first start, on the wall of the zone.</param>
/// <param name="End">Until when on the wall; null where it lasts so long, or until it is ended.</param>
/// <param name="Lasts">How long, by the clock; null where the wall says the end.</param>
/// <param name="Repeats">An RRULE; empty: it is once.</param>
/// <param name="Except">Days it does not begin on although it repeats.</param>
/// <param name="Zone">The IANA name, such as <c>Europe/Berlin</c>.</param>
public sealed record Schedule(
    DateTime Start, DateTime? End, TimeSpan? Lasts, string Repeats, ImmutableArray<DateOnly> Except, string Zone)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);
    private const int MostExceptions = 366;

    public bool IsOpenEnded => End is null && Lasts is null;

    /// <summary>How long it is on the wall; what has no end counts as nothing.</summary>
    public TimeSpan Length => End is { } end ? end - Start : Lasts ?? TimeSpan.Zero;

    /// <summary>Why it cannot be, in one sentence that says what to write; empty: it can.</summary>
    public string Wrong() => this switch
    {
        _ when Zones.Wrong(Zone) is { Length: > 0 } wrong => wrong,
        { Start.Year: < 1970 or > 2999 } => "A start lies between the years 1970 and 2999.",
        { End: not null, Lasts: not null } => "Give an end or a duration, not both.",
        { IsOpenEnded: true, Repeats: not "" } => "What repeats needs an end or a duration.",
        { IsOpenEnded: false } when Length <= TimeSpan.Zero => "It ends before it starts; give an end after the start.",
        _ when Length > Longest => "One occurrence lasts at most 366 days.",
        { Except.Length: > MostExceptions } => $"At most {MostExceptions} days are left out.",
        { Repeats: "", Except.IsEmpty: false } => "Only what repeats can leave days out.",
        { Repeats: not "" } => RecurrenceText.Read(Repeats, Start).Wrong,
        _ => "",
    };
}

/// <summary>One occurrence.</summary>
/// <param name="To">The first moment after it; null: it goes on until it is ended.</param>
public readonly record struct Occurrence(DateTimeOffset From, DateTimeOffset? To)
{
    public bool Holds(DateTimeOffset at) => From <= at && !(at >= To);
}
