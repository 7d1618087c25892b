using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Core.Catalog;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using static Plimsoll.Server.Incidents.IncidentFields;

namespace Plimsoll.Server.Incidents;

/// <summary>A form as somebody filled it in. What cannot be read is said with its field; nothing is guessed.</summary>
/// <param name="service">Whose audiences can be told.</param>
internal sealed class FilledForm(IFormCollection form, DateTimeOffset now, ServiceDefinition? service = null)
{
    private const int MostQuoted = 60;
    private const StringSplitOptions Split = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>Why it cannot be sent as it is; empty where all of it can be read.</summary>
    public string Problem { get; private set; } = "";

    public string Said(string field)
    {
        var said = form.Said(field);
        Say(FieldSizes.Problem(field, field, said.Length));
        return said;
    }

    public ImmutableArray<string> Lines(string field) => [.. Said(field).Split('\n', Split)];

    /// <summary>Names with commas, ticks or lines between them.</summary>
    public ImmutableArray<string> Names(string field) => [.. Said(field).Split([',', '\n', ';'], Split)];

    /// <summary>A command takes nobody for everybody; a form with no tick means nobody.</summary>
    public ImmutableArray<string> Audiences()
    {
        var ticked = Names("audiences");
        if (ticked.IsEmpty && service is { Audiences.Count: > 0 })
            Say($"Tick at least one audience, {string.Join(" or ", service.Audiences.Keys)}; " +
                "what nobody outside is to read is an entry of the timeline.");
        return ticked;
    }

    public DateTimeOffset Past(string field, string label) =>
        WrittenTime.Past(Said(field), now) ?? Unread<DateTimeOffset>(
            field, label, "a time", "write 14:05, -10m or 2026-03-02T14:05");

    public DateTimeOffset? PastOrNone(string field, string label) => Said(field) == "" ? null : Past(field, label);

    public DateTimeOffset Future(string field, string label) =>
        WrittenTime.Future(Said(field), now) ?? Unread<DateTimeOffset>(
            field, label, "a time", "write 14:05, +20h or 2026-03-02T14:05");

    public DateOnly Day(string field, string label) =>
        WrittenTime.DayOf(Said(field), now) ?? Unread<DateOnly>(field, label, "a day", "write 2026-03-02 or 7d");

    public int Number(string field, string label) =>
        int.TryParse(Said(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : Unread<int>(field, label, "a number", "write a whole one, such as 45");

    public T OneOf<T>(string field, string label) where T : struct, Enum =>
        EnumNames.Read<T>(Said(field), out var value) ? value : Unread<T>(
            field, label, "a choice", $"choose one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");

    public bool Yes(string field, string label) => Said(field) switch
    {
        "yes" => true,
        "no" => false,
        _ => Unread<bool>(field, label, "an answer", "answer yes or no"),
    };

    /// <summary>A box that is not ticked is not sent at all.</summary>
    public bool IsTicked(string field, string label) => form.ContainsKey(field) && Said(field) != "" && Yes(field, label);

    private T Unread<T>(string field, string label, string what, string instead) where T : struct
    {
        var said = Said(field) is { Length: > MostQuoted } much ? $"{much[..MostQuoted]}…" : Said(field);
        Say(said == "" ? $"{label}: nothing is there; {instead}." : $"{label}: \"{said}\" is not {what}; {instead}.");
        return default;
    }

    private void Say(string problem)
    {
        if (Problem == "") Problem = problem.Capital;
    }
}
