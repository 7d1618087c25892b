namespace Plimsoll.Server.Site.Views;

/// <summary>The calendar: the answer first, four weeks, then the rules.</summary>
/// <param name="Range">The days shown, in words.</param>
/// <param name="Places">Each service's production: whether one may ship there now.</param>
/// <param name="Slots">What became of the slots of the last 90 days.</param>
public sealed record CalendarPageView(
    string Sentence, string Range, IReadOnlyList<FilterView> Tabs, IReadOnlyList<CalendarWeek> Weeks,
    IReadOnlyList<CalendarEntry> Agenda, IReadOnlyList<CalendarLine> Rules, IReadOnlyList<CalendarLine> Places,
    IReadOnlyList<CalendarLine> Slots)
{
    /// <summary>Weeks, agenda or rules.</summary>
    public string Shown { get; init; } = "";

    public IReadOnlyList<CalendarStop> Stops { get; init; } = [];

    public IReadOnlyList<string> Services { get; init; } = [];

    public bool MayChange { get; init; }

    public bool MayStop { get; init; }

    public bool MaySubscribe { get; init; }

    /// <summary>A new address for a calendar program; shown this once.</summary>
    public string Address { get; init; } = "";
}

public sealed record CalendarWeek(IReadOnlyList<CalendarDay> Days, IReadOnlyList<CalendarEntry> Entries);

public sealed record CalendarDay(string Text, bool IsPast, bool IsToday);

/// <summary>Something in the calendar.</summary>
/// <param name="Class">Its colour, shape and columns, as the style sheet names them.</param>
/// <param name="On">Its days, where columns are not shown.</param>
public sealed record CalendarEntry(
    DateTimeOffset From, string Class, string On, string Href, string Title, string Detail, Sign Sign);

/// <summary>A line under the weeks; what names a rule can be removed.</summary>
public sealed record CalendarLine(Sign Sign, string Icon, string Title, string Text)
{
    public string Rule { get; init; } = "";

    public string Service { get; init; } = "";

    public string Environment { get; init; } = "";
}

/// <summary>A stopped line, and where it may be let go on.</summary>
public sealed record CalendarStop(string Title, string Reason, string Service, string Environment, bool MayResume);
