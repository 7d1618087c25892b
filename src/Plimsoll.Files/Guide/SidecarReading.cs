using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Files.Guide;

/// <summary>From checked YAML to a sidecar.</summary>
internal static class SidecarReading
{
    public static GuideSidecar Read(string fileName, YamlMap map)
    {
        var it = new Section(map, SidecarKeys.File);
        return new GuideSidecar(fileName)
        {
            Items = [.. Entries(it, "items").Select(Item)],
            Words = new VocabularyRows(
                [.. Entries(it, "roles").SelectMany(Role)],
                Rows(it, "concepts"), Rows(it, "sections"), Rows(it, "audiences")),
            Defaults = it.Sub("defaults", SidecarKeys.Defaults) is { } rules ? DefaultsOf(rules) : [],
            Settings = SettingsOf(it),
            Severities = [.. Entries(it, "severities").Select(Severity).OfType<SeverityRule>()],
        };
    }

    private static SidecarItem Item(YamlEntry entry) => new(
        entry.Key.Text, entry.Key.Place.Line, entry.Key.Place.Column,
        [.. Of(entry.Value).Select(said => new SidecarValue(
            said.Key.Text, TextOf(said.Value), said.Key.Place.Line, said.Key.Place.Column))]);

    // "Train Driver: Release Manager"; a role the product does not know is a role of its own.
    private static IEnumerable<ImmutableDictionary<string, string>> Role(YamlEntry entry)
    {
        var role = TextOf(entry.Value);
        yield return Row("roles", [new("role", role), new("subject", "yes"),
            new("aliases", entry.Key.Text.Replace(',', ' '))]);
        if (!GuideWords.IsRole(role))
        {
            yield return Row("roles", [new("role", role), new("subject", "yes"),
                new("aliases", role.Replace(',', ' '))]);
        }
    }

    private static ImmutableArray<ImmutableDictionary<string, string>> Rows(Section it, string table) =>
        [.. it.Items(table).OfType<YamlMap>().Select(row => Row(
            table, row.Entries.Select(cell => KeyValuePair.Create(cell.Key.Text, TextOf(cell.Value)))))];

    private static ImmutableDictionary<string, string> Row(
        string table, IEnumerable<KeyValuePair<string, string>> said) =>
        GuideWords.Columns(table).ToImmutableDictionary(column => column, GuideWords.Unsaid).SetItems(said);

    private static ImmutableArray<HouseRule> DefaultsOf(Section rules) =>
    [
        .. from rule in (string[])["owner", "accept", "sign-off"]
           from entry in rules.Lists(rule)
           from value in entry.Texts
           select new HouseRule(rule, entry.Key, value),
        .. rules.Texts("good-for").Select(entry => new HouseRule("good-for", entry.Key, GuideWords.Length(
            Duration.Parse(entry.Value) ?? TimeSpan.Zero))),
    ];

    private static GuideSettings SettingsOf(Section it)
    {
        var clocks = it.Sub("defaults", SidecarKeys.Defaults)?.Sub("due", SidecarKeys.Clocks);
        var house = GuideSettings.House with
        {
            FinalUpdateWithin = clocks?.TimeOrNone("final-update") ?? GuideSettings.House.FinalUpdateWithin,
            ReviewWithin = clocks?.TimeOrNone("review") ?? GuideSettings.House.ReviewWithin,
            RetrospectiveBooked = it.Said("retrospective") == "booked",
            ChangeNeedsSecondPerson = it.Said("changes") == "second-person",
            Properties = [.. Entries(it, "conditions").Select(Property)],
        };
        if (it.Sub("calendar", SidecarKeys.Calendar) is not { } calendar)
        {
            return house;
        }

        var days = Texts(calendar, "work-days").Select(day => Enum.Parse<DayOfWeek>(day, ignoreCase: true)).Distinct();
        return house with
        {
            TimeZone = calendar.Said("time-zone"),
            WorkDays = calendar.Node("work-days") is null ? house.WorkDays : [.. days.Order()],
            Holidays = [.. Texts(calendar, "holidays").Select(DateShape.Parse).OfType<DateOnly>().Distinct().Order()],
        };
    }

    private static PropertyRule Property(YamlEntry entry)
    {
        var row = new Section((YamlMap)entry.Value, SidecarKeys.Condition);
        return new PropertyRule(entry.Key.Text, [.. TextsOf(row.Node("labels"))], [.. TextsOf(row.Node("paths"))]);
    }

    private static IEnumerable<string> TextsOf(YamlNode? node) => node switch
    {
        YamlText text => [text.Text],
        YamlList list => list.Items.OfType<YamlText>().Select(text => text.Text),
        _ => [],
    };

    private static SeverityRule? Severity(YamlEntry entry)
    {
        var row = new Section((YamlMap)entry.Value, SidecarKeys.SeverityRow);
        var severity = row.Text("severity") ?? GuideWords.SeverityOf(entry.Key.Text);
        return severity.Length == 0 ? null : new SeverityRule(
            0, entry.Key.Text, severity, row.TimeOrNone("response"), row.TimeOrNone("updates"));
    }

    private static IEnumerable<string> Texts(Section section, string key) =>
        section.Items(key).OfType<YamlText>().Select(text => text.Text);

    private static IEnumerable<YamlEntry> Entries(Section it, string key) => Of(it.Node(key));

    private static ImmutableArray<YamlEntry> Of(YamlNode? node) => node is YamlMap map ? map.Entries : [];

    private static string TextOf(YamlNode node) => node switch
    {
        YamlText text => text.Text.ReplaceLineEndings(" "),
        YamlList list => string.Join(", ", list.Items.Select(TextOf)),
        _ => "",
    };
}
