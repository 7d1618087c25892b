using System.Globalization;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Files.Guide;

/// <summary>A time zone this machine knows.</summary>
internal sealed record ZoneShape : ScalarShape
{
    public override string What => "a time zone such as Europe/Berlin";

    public override bool Fits(string text) => text.Length < 100 && TimeZoneInfo.TryFindSystemTimeZoneById(text, out _);
}

/// <summary>A day.</summary>
internal sealed record DateShape : ScalarShape
{
    public override string What => "a day such as 2026-12-24";

    public override bool Fits(string text) => Parse(text) is not null;

    public static DateOnly? Parse(string text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
