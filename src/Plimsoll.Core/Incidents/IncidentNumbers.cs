using System.Globalization;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>The number the next incident gets; of two who take the same one, the second takes the next.</summary>
public static class IncidentNumbers
{
    private const string Prefix = "INC-";

    public static string Next(World world) =>
        Incident.IdOf(world.All<Incident>().Select(i => NumberOf(i.Key.Key)).DefaultIfEmpty().Max() + 1);

    /// <summary>An id as somebody writes it: <c>7</c>, <c>inc-7</c>, <c>INC-7</c>.</summary>
    public static string Read(string written)
    {
        var text = written.Trim();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Incident.IdOf(number) : text.ToUpperInvariant();
    }

    private static int NumberOf(string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(id.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : 0;
}
