using System.Collections.Immutable;
using System.Text.Json;

namespace Plimsoll.Files.Inbound;

/// <summary>What a monitoring system says: alerts of one group, some of which may be over.</summary>
/// <param name="Group">The same for all that belong together.</param>
public sealed record AlertNotice(string Group, string Title, string Text, ImmutableArray<Alert> Alerts)
{
    private const int LongestTitle = 200;
    private const int LongestText = 8_000;
    private const int MostAlerts = 1_000;

    /// <summary>Alertmanager's webhook, version 4; null: it is none.</summary>
    public static AlertNotice? OfAlertmanager(ReadOnlyMemory<byte> body) => PostedJson.Read(body, root =>
    {
        if (PostedJson.Text(root, "version") != "4" || PostedJson.Text(root, "groupKey") is not { Length: > 0 } group
            || !root.TryGetProperty("alerts", out var alerts) || alerts.ValueKind != JsonValueKind.Array
            || alerts.GetArrayLength() is 0 or > MostAlerts) return null;
        var (labels, annotations) = (PostedJson.Part(root, "commonLabels"), PostedJson.Part(root, "commonAnnotations"));
        var name = PostedJson.Text(labels, "alertname");
        var summary = PostedJson.Text(annotations, "summary");
        return new AlertNotice(
            group, First(summary, name, "An alert without a name"),
            Cut(string.Join("\n", new[]
            {
                PostedJson.Text(annotations, "description"), PostedJson.Text(annotations, "runbook_url"),
                PostedJson.Text(root, "externalURL"),
            }.Where(line => line != "")), LongestText),
            [.. alerts.EnumerateArray().Select(alert => OfOne(alert, PostedJson.Text(labels, "severity")))]);
    });

    /// <summary>A Standard Webhooks message of the type <c>alert.firing</c> or <c>alert.resolved</c>; null: another one.</summary>
    /// <param name="message">The message's own id: it tells one alert from the next that does not say since when it is so.</param>
    public static AlertNotice? OfStandard(ReadOnlyMemory<byte> body, string message) => PostedJson.Read(body, root =>
    {
        var type = PostedJson.Text(root, "type");
        var data = PostedJson.Part(root, "data");
        if (type is not ("alert.firing" or "alert.resolved")) return null;
        if (PostedJson.Text(data, "title") is not { Length: > 0 } title) return null;
        var key = PostedJson.Text(data, "key") is { Length: > 0 } given ? given : title;
        var since = PostedJson.Text(data, "since");
        return new AlertNotice(key, OneLine(title), Cut(PostedJson.Text(data, "text"), LongestText),
        [
            new Alert($"{key} {(since == "" ? message : since)}", OneLine(title), type == "alert.firing")
            {
                Severity = PostedJson.Text(data, "severity"), IsDated = since != "",
            },
        ]);
    });

    // The same alert comes again and again: from a pair of senders, and every few hours while it lasts.
    private static Alert OfOne(JsonElement alert, string common) => new(
        $"{PostedJson.Text(alert, "fingerprint")} {PostedJson.Text(alert, "startsAt")}",
        First(PostedJson.Text(PostedJson.Part(alert, "annotations"), "summary"),
            PostedJson.Text(PostedJson.Part(alert, "labels"), "alertname")),
        PostedJson.Text(alert, "status") == "firing")
    {
        Severity = First(PostedJson.Text(PostedJson.Part(alert, "labels"), "severity"), common),
    };

    // A template that found nothing leaves spaces.
    private static string First(params string[] texts) =>
        texts.Select(OneLine).FirstOrDefault(text => text != "") ?? "";

    private static string OneLine(string text) =>
        Cut(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim(), LongestTitle);

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}

/// <param name="Id">Which alert, and since when: the same for each time it is told.</param>
public sealed record Alert(string Id, string Title, bool IsFiring)
{
    /// <summary>In the sender's words; empty: it says none.</summary>
    public string Severity { get; init; } = "";

    /// <summary>It says since when it is so; one that does not is known by its group alone.</summary>
    public bool IsDated { get; init; } = true;
}
