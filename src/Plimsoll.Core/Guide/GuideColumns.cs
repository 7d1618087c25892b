using System.Globalization;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>A check's people, time and condition as short texts for a table.</summary>
public static class GuideColumns
{
    /// <summary>Whom the guide names; the owner under a condition stands last, after a semicolon.</summary>
    public static string OwnerOf(Check check)
    {
        var only = check.Condition?.Only ?? [];
        var always = string.Join(", ", check.Owners.Except(only));
        var owners = only.IsEmpty ? always : $"{always}; {string.Join(", ", only)}";
        return check.Deputies.IsEmpty ? owners : $"{owners} (default {string.Join(", ", check.Deputies)})";
    }

    public static string DeadlineOf(Check check) => check.Due switch
    {
        null => "",
        { BusinessDays: not 0 } due =>
            string.Create(CultureInfo.InvariantCulture, $"{due.Anchor}{due.BusinessDays:+0;-0} business days"),
        { Anchor: "" } due => Durations.Write(due.Offset),
        { Offset.Ticks: < 0 } due => $"{due.Anchor}-{Durations.Write(-due.Offset)}",
        var due => $"{due.Anchor}+{Durations.Write(due.Offset)}",
    };

    public static string CadenceOf(Check check) => (check.Cadence, check.Observe) switch
    {
        _ when check.Repeats.Length > 0 => check.Repeats,
        ({ } every, _) => $"every {BySeverity(check, every)}{Durations.Write(every)} (max gap)",
        (_, { } watch) => $"for {Durations.Write(watch)}{(check.Percents.Length > 1 ? " each" : "")}",
        _ => "",
    };

    // "30m critical, 1h high, else " before what holds otherwise
    private static string BySeverity(Check check, TimeSpan otherwise)
    {
        var said = Severities.Of(check.CadenceBySeverity).Where(pair => pair.Value != otherwise)
            .Select(pair => $"{Durations.Write(pair.Value)} {pair.Key}").ToList();
        return said.Count == 0 ? "" : $"{string.Join(", ", said)}, else ";
    }

    public static string ConditionOf(Check check) =>
        check.Condition switch
        {
            null => "",
            { Advised.Length: > 0 } both =>
                $"{both.Class}:{both.Text} require; {both.Class}:{both.Advised} recommend",
            { Text: "" } bare => bare.Class,
            var condition => $"{condition.Class}:{condition.Text}",
        };
}
