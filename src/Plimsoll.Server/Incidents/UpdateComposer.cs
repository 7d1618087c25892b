using System.Collections.Immutable;
using Plimsoll.Core.Announcements;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using static Plimsoll.Server.Incidents.IncidentFields;

namespace Plimsoll.Server.Incidents;

/// <summary>An update as it is written: a draft from the record, a look at what goes out, then sent.</summary>
internal static class UpdateComposer
{
    public static ComposerView? Of(IncidentSeen seen) => Form(seen) is not { } form ? null : new ComposerView(
        form, seen.Line(DutyConcepts.Update) is { IsOpen: true } duty ? duty.Due : null,
        [.. seen.Incident.Updates.Reverse().Select(u => new SentView(
            $"{Words.Stamp(u.At)}, {u.By}, to {(u.Audiences.IsEmpty ? "nobody" : string.Join(", ", u.Audiences))}",
            u.Text))]);

    public static FormView? Form(IncidentSeen seen) => Form(seen, Draft(seen), IsFinal(seen));

    /// <summary>The form that shows the text before it leaves.</summary>
    public static FormView? Form(IncidentSeen seen, string text, bool final)
    {
        var audiences = seen.Incident.IsPrivate ? [] : seen.Service?.Audiences.Keys.ToList() ?? [];
        var form = seen.Offer("preview-update", "Status update", "Preview", new SendUpdate("…", [], final),
            Text("text", "Text", text, rows: 6) with { Hint = $"A draft from the timeline. {Promise(seen, final)}" },
            new FieldView(FieldKind.Ticks, "audiences", "To", string.Join(",", audiences))
            {
                Choices = [.. audiences.Select(a => (a, $"{a} ({seen.Service?.Audiences[a].Length})"))],
            },
            Hidden("final", final ? "yes" : "no"));
        return form is null ? null : form with
        {
            Kind = ButtonKind.Go, Icon = "eye",
            Fields = [.. form.Fields.Where(f => f.Kind != FieldKind.Ticks || audiences.Count > 0)],
            Sentence = audiences.Count > 0 ? "" : seen.Incident.IsPrivate
                ? "The incident is private: it is kept on the timeline for who may see it, and no mail goes out."
                : "The service names no audience: it is kept on the timeline, and no "
                + "mail goes out.",
        };
    }

    /// <summary>What would go out now, word for word; or why nothing would.</summary>
    public static (UpdatePreviewView? View, Refusal? Refusal) Preview(
        IncidentSeen seen, IncidentHead head, string text, ImmutableArray<string> audiences, bool final)
    {
        var update = new SendUpdate(text, audiences, final);
        var (ruling, _) = seen.Sight.World.Decide(seen.Stream, update, StateKinds.OfCore.EmptyOf(seen.Stream),
            seen.Sight.World.Reader(), new Moment(seen.Sight.Now, seen.Sight.Actor));
        if (ruling.Refusal is { } refusal) return (null, refusal);
        var sent = ruling.Events.OfType<UpdateSent>().First();
        var to = seen.Incident.IsPrivate ? "nobody outside: the incident is private, it stays on its timeline"
            : sent.To.IsEmpty ? "nobody: no audience has an address" :
            $"{string.Join(", ", sent.Audiences)}: {string.Join(", ", sent.To)}";
        var send = new FormView("send-update", $"{seen.Href}/send-update", "Send the update", "Send it now",
            [
                Hidden("text", sent.Text), Hidden("audiences", string.Join(",", audiences)),
                Hidden("final", final ? "yes" : "no"),
            ])
        {
            Kind = ButtonKind.Go, Icon = "horn",
            Sentence = $"It goes to {Words.Count(sent.To.Length, "address", "addresses")}. What is sent cannot be " +
                "taken back.",
        };
        var change = Form(seen, text, final) ?? send;
        return (new UpdatePreviewView(head, UpdateText.SubjectOf(seen.Incident, final),
            UpdateText.Of(sent.Text, final, sent.NextBy, seen.Sight.Now), to, send, change with
            {
                Fields = [.. change.Fields.Select(f => f.Name == "audiences"
                    ? f with { Value = string.Join(",", sent.Audiences) } : f)],
            }), null);
    }

    private static bool IsFinal(IncidentSeen seen) => seen.Incident.Status == IncidentStatus.Resolved;

    private static string Promise(IncidentSeen seen, bool final) =>
        !final && seen.Incident.Status.IsResponse && UpdateCadence.Of(seen.Playbook, seen.Incident.Severity) is { } every
            ? $"It promises the next one by {IncidentMails.Clock(seen.Sight.Now + every, seen.Sight.Now)}." : "";

    /// <summary>What is known, what is done about it, in the order a reader asks.</summary>
    private static string Draft(IncidentSeen seen)
    {
        var incident = seen.Incident;
        List<string> sentences =
        [
            incident.Title.Sentence,
            incident.Impact.Sentence,
            !incident.Status.IsResponse ? "Service is restored."
                : incident.Cause != "" ? $"The cause is known: {incident.Cause}".Sentence
                : "The cause is being looked for.",
            incident.Status.IsResponse ? Done(incident) : "",
        ];
        return string.Join(" ", sentences.Where(s => s != ""));
    }

    private static string Done(Incident incident) => incident.Status switch
    {
        IncidentStatus.Monitoring => "It is mitigated and watched.",
        IncidentStatus.Mitigating => incident.Decision?.Remedy switch
        {
            Remedy.Rollback => "The release is being rolled back.",
            Remedy.Hotfix => "A fix is being made.",
            _ => "A workaround is being put in place.",
        },
        _ => "",
    };
}
