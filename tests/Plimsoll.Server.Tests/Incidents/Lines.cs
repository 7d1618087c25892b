namespace Plimsoll.Server.Tests.Incidents;

/// <summary>What a night is expected to tell, in the words of <see cref="Night.Hears"/>.</summary>
internal static class Lines
{
    public static string Mail(string who, string subject) => $"mail {who}@example.test: {subject}";

    public static string[] Mails(string subject, params string[] who) => [.. who.Select(w => Mail(w, subject))];

    /// <summary>Declared at 08:00 with the crew: Ada is asked to lead, Gus is called and answers.</summary>
    public static string[] Opened { get; } =
    [
        "08:00 offered Ada", Mail("ada", "INC-1: You are asked to lead"),
        "08:00 paging INC-1", "08:00 page Gus", Mail("gus", "INC-1: Checkout fails"), "08:00 acknowledged Gus",
    ];

    /// <summary>Declared at 08:00 with the usual service: Ada is asked to lead and called first.</summary>
    public static string[] Called { get; } =
    [
        "08:00 offered Ada", Mail("ada", "INC-1: You are asked to lead"),
        "08:00 paging INC-1", "08:00 page Ada", Mail("ada", "INC-1: Checkout fails"),
    ];

    /// <summary>Declared at 08:00 as low: mailed to the three who would be called otherwise.</summary>
    public static string[] Low { get; } =
    [
        "08:00 offered Ada", Mail("ada", "INC-1: You are asked to lead"),
        .. Mails("INC-1: Incident, low severity", "ada", "ben", "chidi"),
    ];

    /// <summary>Somebody of the usual service is called about INC-1.</summary>
    public static string[] Page(string at, params string[] people) =>
    [
        .. people.Select(p => $"{at} page {p}"),
        .. people.Select(p => Mail(p.ToLowerInvariant(), "INC-1: Checkout fails")),
    ];

    public static string[] Helped { get; } =
    [
        Mail("ben", "INC-1: You are asked to help as Developers"),
        Mail("ada", "INC-1: You are asked to help as Release Manager"),
    ];

    public static string[] Invited { get; } = [Mail("fay", "Retrospective of INC-1")];

    public static string[] Assigned { get; } = [Mail("ben", "INC-1: Action item 1 is yours, due 2026-04-30")];

    public static string[] Final { get; } = Mails("Resolved: Checkout fails (INC-1)", "board", "desk");

    public static string[] Updates(int times) =>
        [.. Enumerable.Repeat(Mails("Checkout fails (INC-1)", "board", "desk"), times).SelectMany(m => m)];

    /// <summary>An hour after a page of high severity was answered, and nothing is resolved.</summary>
    public static string[] Lapsed(string at) =>
        [$"{at} lapsed", $"{at} page Gus", Mail("gus", "INC-1: Checkout fails"), $"{at} acknowledged Gus"];

    public static string[] Nudged(string at, string line, string due, string text, params string[] who) =>
        [$"{at} nudge {line}", .. Mails($"INC-1: Due {due} UTC: {text}", who)];

    public static string[] Missed(string at, string line, string text, params string[] who) =>
        [$"{at} missed {line}", .. Mails($"INC-1: Not in time: {text}", who)];

    public static string[] Escalated(string at, string line, string text, params string[] who) =>
        [$"{at} escalated {line}", .. Mails($"INC-1: Still not done: {text}", who)];

    public static string[] Paged(string at, string line, string text) =>
    [
        $"{at} paging INC-1-{line}", $"{at} page Gus", Mail("gus", $"INC-1: Still not done: {text}"),
        $"{at} acknowledged Gus",
    ];

    /// <summary>A line that Fay owes fifteen minutes after the declaration, never done, at high severity.</summary>
    public static string[] UndoneInAQuarter(string line, string text) =>
    [
        .. Nudged("08:12", line, "08:15", text, "fay"), .. Missed("08:15", line, text, "fay"),
        .. Escalated("08:20", line, text, "fay", "ada", "eli"), .. Paged("08:20", line, text),
    ];

    /// <summary>The same for a line that is due an hour after the declaration.</summary>
    public static string[] UndoneInAnHour(string line, string text, params string[] owners) =>
        [.. ToldInAnHour(line, text, owners), .. Paged("09:15", line, text)];

    /// <summary>The mails about it alone: people are being called at that moment already.</summary>
    public static string[] ToldInAnHour(string line, string text, params string[] owners) =>
    [
        .. Nudged("08:48", line, "09:00", text, owners), .. Missed("09:00", line, text, [.. owners, .. Fay(owners)]),
        .. Escalated("09:15", line, text, [.. owners, .. Fay(owners), "ada", "eli"]),
    ];

    /// <summary>A line of the review that is due a week after 2 Mar 08:40.</summary>
    public static string[] UndoneInAWeek(string line, string text, params string[] owners) =>
    [
        .. Nudged("7 Mar 23:04", line, "2026-03-09 08:40", text, owners),
        .. Missed("9 Mar 08:40", line, text, [.. owners, .. Fay(owners)]),
        .. Escalated("9 Mar 20:40", line, text, [.. owners, .. Fay(owners), "ada", "eli"]),
    ];

    private static string[] Fay(string[] owners) => owners.Contains("fay") ? [] : ["fay"];
}
