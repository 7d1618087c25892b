using System.Globalization;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>The questions that forms about an incident ask, and how their answers are read.</summary>
internal static class IncidentFields
{
    private const string Minute = "yyyy-MM-dd'T'HH:mm";

    public static FieldView Line(string name, string label, string value = "", bool required = true) =>
        new(FieldKind.Line, name, label, value) { Required = required };

    public static FieldView Text(string name, string label, string value = "", bool required = true, int rows = 3) =>
        new(FieldKind.Text, name, label, value) { Required = required, Rows = rows };

    public static FieldView Hidden(string name, string value) => new(FieldKind.Hidden, name, "", value);

    public static FieldView Choice(
        string name, string label, string value, params IEnumerable<(string, string)> choices) =>
        new(FieldKind.Choice, name, label, value) { Choices = [.. choices] };

    /// <summary>Chosen by its title; where there are many, typed by its name.</summary>
    /// <param name="none">What no service is called; empty: one has to be named.</param>
    public static FieldView Service(Sight sight, string none = "") => sight.Known.AreMany
        ? Line("service", "Service", required: none == "") with { Example = "Its name" }
        : Choice("service", "Service", "",
            [.. none == "" ? Array.Empty<(string, string)>() : [("", none)], .. sight.Services.Select(s => (s.Name, s.Title))]);

    /// <summary>A moment in UTC, to the minute.</summary>
    public static FieldView Moment(string name, string label, DateTimeOffset? value, bool required = true) =>
        new(FieldKind.Moment, name, $"{label} (UTC)", value is { } at ? Written(at) : "") { Required = required };

    public static FieldView Day(string name, string label, DateOnly? value) =>
        new(FieldKind.Day, name, label, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "")
        {
            Required = true,
        };

    public static string Written(DateTimeOffset at) => at.UtcDateTime.ToString(Minute, CultureInfo.InvariantCulture);

    extension(IFormCollection form)
    {
        public string Said(string field) => form[field].ToString().ReplaceLineEndings("\n").Trim();

        /// <summary>What was about to be sent goes back to where it was written.</summary>
        public Tried Tried(Refusal refusal) => new(
            form.Said("form") is "send-update" ? "preview-update" : form.Said("form"), refusal.Reason.Capital,
            form.ToDictionary(f => f.Key, f => f.Value.ToString().ReplaceLineEndings("\n")));
    }
}
