using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Core.Calendar;

namespace Plimsoll.Core.Tests.Calendar;

/// <summary>Windows and freezes by a few words.</summary>
internal static class Some
{
    public static DateTimeOffset At(string utc) =>
        DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static DateTime Wall(string local) => DateTime.Parse(local, CultureInfo.InvariantCulture);

    public static Schedule When(string start, string? end, string repeats = "", string zone = "UTC") =>
        new(Wall(start), end is null ? null : Wall(end), null, repeats, [], zone);

    public static CalendarRule Window(string start, string end, string repeats = "", string zone = "UTC") =>
        new("window", RuleKind.Window, "Production window", When(start, end, repeats, zone), [], "ada", default);

    public static CalendarRule Freeze(string start, string? end, string repeats = "", params ImmutableArray<string> exempt) =>
        new("freeze", RuleKind.Freeze, "Peak trading freeze", When(start, end, repeats), exempt, "pam", default);

    public static ShippingCalendar Calendar(params ImmutableArray<CalendarRule> rules) =>
        ShippingCalendar.Empty with { Scope = "organisation", Rules = rules };
}
