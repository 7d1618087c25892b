using NodaTime;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Core.Calendar;

/// <summary>Names of time zones (IANA).</summary>
public static class Zones
{
    /// <summary>Why it is none, with the one that may be meant; empty: it is one.</summary>
    public static string Wrong(string name) => Series.ZoneOf(name) is not null ? ""
        : $"\"{name}\" is no time zone; write one such as Europe/Berlin or UTC."
          + (Nearest.To(name, DateTimeZoneProviders.Tzdb.Ids) is { } near ? $" Did you mean {near}?" : "");
}
