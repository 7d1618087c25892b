using System.Globalization;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Lengths of time as people write them short: <c>15m</c>, <c>1h</c>, <c>48h</c>.</summary>
internal static class Durations
{
    public static TimeSpan? Read(string text)
    {
        var trimmed = text.Trim();
        var digits = trimmed.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is 0 or > 6)
        {
            return null;
        }

        var count = int.Parse(trimmed[..digits], CultureInfo.InvariantCulture);
        return trimmed[digits..].Trim() switch
        {
            "s" => TimeSpan.FromSeconds(count),
            "m" or "min" => TimeSpan.FromMinutes(count),
            "h" => TimeSpan.FromHours(count),
            "d" => TimeSpan.FromDays(count),
            _ => null,
        };
    }

    /// <summary>In the largest unit that divides it, up to hours: 48 hours stay 48h.</summary>
    public static string Write(TimeSpan length) => length switch
    {
        _ when length.Ticks % TimeSpan.TicksPerHour == 0 => Say(length.Ticks / TimeSpan.TicksPerHour, "h"),
        _ when length.Ticks % TimeSpan.TicksPerMinute == 0 => Say(length.Ticks / TimeSpan.TicksPerMinute, "m"),
        _ => Say(length.Ticks / TimeSpan.TicksPerSecond, "s"),
    };

    private static string Say(long count, string unit) => count.ToString(CultureInfo.InvariantCulture) + unit;
}
