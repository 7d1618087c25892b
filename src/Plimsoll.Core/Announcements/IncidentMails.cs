using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Announcements;

/// <summary>The mails about an incident: few words, what to do, where.</summary>
public static class IncidentMails
{
    /// <summary>Stands for the address of this server; the sender puts it in.</summary>
    public const string Here = "{plimsoll}";

    internal static IEnumerable<Effect> Update(About about, UpdateSent update) =>
        from to in update.To
        select new Deliver("update", to, "mail", [to],
            UpdateText.SubjectOf(about.Incident, update.Final),
            UpdateText.Of(update.Text, update.Final, update.NextBy, about.Fact.Moment.At), about.Fact.Stream);

    internal static IEnumerable<Effect> Duty(
        About about, string duty, string rung, DateTimeOffset due, IEnumerable<string> people)
    {
        if (about.Playbook?.Find(duty) is not { } check) return [];
        var found = IncidentDuties.Of(about.Incident, about.Playbook, about.Fact.Moment.At)
            .FirstOrDefault(d => d.Check.Id == duty);
        var command = found is null ? "" : DutyActions.CommandFor(about.Incident, found);
        var (title, first) = rung switch
        {
            "nudge" => ($"Due {Clock(due, about.Fact.Moment.At)}: {check.Text}", $"It is due at {Stamp(due)}."),
            "missed" => ($"Not in time: {check.Text}", $"It was due at {Stamp(due)} and is not done."),
            _ => ($"Still not done: {check.Text}", $"It was due at {Stamp(due)} and nobody has done it."),
        };
        return Each(about, rung, people, title, $"{first}\n\n{check.Origin}: {check.Text}\n\n{command}");
    }

    internal const string Low = "Incident, low severity";

    internal static IEnumerable<Effect> Declared(About about, string title, string text) => Each(about, "declared",
        about.Service?.Contacts.Select(c => c.Person) ?? [], title, text);

    /// <summary>What was said before its service was named has reached nobody.</summary>
    internal static IEnumerable<Effect> AtLast(About about) =>
    [
        .. about.Incident.Severity == Severity.Low ? Declared(about, Low, about.Incident.Symptoms) : [],
        .. about.Incident.SecurityNeeded == true ? Security(about) : [],
    ];

    internal static IEnumerable<Effect> Offer(About about, CommandOffered offered) => Each(about, "offer",
        [offered.Person], "You are asked to lead", "Take command, or let the next person be asked in " +
            $"{OfferCommand.Patience.TotalMinutes:0} minutes.\n\nplimsoll incident lead {about.Incident.Id}");

    internal static IEnumerable<Effect> Security(About about) => Each(about, "security",
        Responsible.Holders(about.Service, IncidentRoles.Security), "The Security Lead is needed",
        $"plimsoll incident join {about.Incident.Id} PERSON --role \"{IncidentRoles.Security}\"");

    internal static IEnumerable<Effect> Joined(About about, ResponderJoined joined) => Each(about, "joined",
        [joined.Person], $"You are asked to help as {joined.Role}",
        about.Incident.Channel is { } channel ? $"People talk here: {channel.Chat} {channel.Call}".Trim() : "");

    internal static IEnumerable<Effect> Assigned(About about, ActionItemAdded item) => Each(about, "assigned",
        [item.Owner], $"Action item {item.Number} is yours, due {item.Due:yyyy-MM-dd}",
        $"{item.Text}\n\n{DoneCommand(about, item.Number)}");

    internal static IEnumerable<Effect> Reminded(About about, ActionItemReminded reminded)
    {
        var item = about.Incident.Review.Actions.First(a => a.Number == reminded.Number);
        return Each(about, "reminder", [item.Owner],
            $"Action item {item.Number} {(reminded.Day > item.Due ? "was" : "is")} due " +
            item.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            $"{item.Text}\n\n{DoneCommand(about, item.Number)}");
    }

    internal static IEnumerable<Effect> Invite(About about)
    {
        if (about.Incident.Review.Retrospective is not { } meeting) return [];
        var dropped = about.Fact.Event is RetrospectiveScheduled { Dropped.IsDefaultOrEmpty: false } moved
            ? moved.Dropped : [];
        return
        [
            .. Invite(about, meeting, meeting.Attendees, meeting.Cancelled), .. Invite(about, meeting, dropped, true),
        ];
    }

    private static IEnumerable<Effect> Invite(
        About about, Retrospective meeting, ImmutableArray<string> people, bool cancelled)
    {
        if (people.IsEmpty) return [];
        var title = $"{(cancelled ? "Called off: retrospective" : "Retrospective")} of {about.Incident.Id}";
        var text = $"{about.Incident.Title}\n\n{Stamp(meeting.Start)}, {meeting.Minutes} minutes\n" +
            $"{Here}/incidents/{about.Incident.Id}/review";
        var calendar = new Invitation(
            Retrospective.UidOf(about.Incident.Id), meeting.Sequence, about.Fact.Moment.At, meeting.Start,
            TimeSpan.FromMinutes(meeting.Minutes), $"Retrospective of {about.Incident.Id}: {about.Incident.Title}",
            "", "", people, cancelled).Write();
        return from to in people
               select new Deliver("invitation", to, "invitation", [to], title, text, about.Fact.Stream)
               {
                   Calendar = calendar,
               };
    }

    private static string DoneCommand(About about, int number) =>
        $"plimsoll incident action-done {about.Incident.Id} {number} --note \"…\"";

    private static IEnumerable<Effect> Each(
        About about, string name, IEnumerable<string> people, string title, string text)
    {
        ImmutableArray<string> meant = [.. people.Distinct()];
        var instead = Responsible.HasAddress(about.Service, meant) || meant.IsEmpty ? ""
            : $"This is for {string.Join(" and ", meant)}, who has no address here; tell them.\n\n";
        return from to in Responsible.Mail(about.Service, meant)
               select new Deliver(name, to, "mail", [to],
                   $"{about.Incident.Id}: {title}",
                   $"{instead}{about.Incident.Title} ({about.Incident.Severity.ToString().ToLowerInvariant()}, " +
                   $"{about.Incident.Status.Word})\n\n{text}\n\n{Here}/incidents/{about.Incident.Id}",
                   about.Fact.Stream);
    }

    /// <summary>A time of another day names the day.</summary>
    public static string Clock(DateTimeOffset at, DateTimeOffset now) =>
        at.UtcDateTime.Date == now.UtcDateTime.Date ? $"{at.ToUniversalTime():HH:mm} UTC" : Stamp(at);

    private static string Stamp(DateTimeOffset at) => $"{at.ToUniversalTime():yyyy-MM-dd HH:mm} UTC";
}

/// <summary>An update as its readers get it; the preview shows the same words.</summary>
public static class UpdateText
{
    public static string SubjectOf(Incident incident, bool final) =>
        $"{(final ? "Resolved: " : "")}{incident.Title} ({incident.Id})";

    public static string Of(string text, bool final, DateTimeOffset? nextBy, DateTimeOffset now) =>
        final ? $"{text}\n\nThis is the last update."
        : nextBy is { } next ? $"{text}\n\nNext update by {IncidentMails.Clock(next, now)}."
        : text;
}
