using System.Text.Json;
using Mailsink;
using MimeKit;
using Plimsoll.Core.Announcements;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Processes;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Announcements;

/// <summary>Invitations as they arrive, read by a calendar program that is none of ours.</summary>
public sealed class InvitationsByMail : IAsyncLifetime
{
    // Debian's own: another one that stands first in the path does not see Debian's packages.
    private const string Python = "/usr/bin/python3";

    private const string Reader = """
        import json, sys
        from icalendar import Calendar
        calendar = Calendar.from_ical(open(sys.argv[1], 'rb').read())
        event, = calendar.walk('VEVENT')
        people = event.get('attendee')
        people = people if isinstance(people, list) else [people]
        print(json.dumps({
            'version': str(calendar['version']), 'method': str(calendar['method']), 'uid': str(event['uid']),
            'sequence': int(event['sequence']), 'stamp': event.decoded('dtstamp').isoformat(),
            'start': event.decoded('dtstart').isoformat(), 'end': event.decoded('dtend').isoformat(),
            'title': str(event['summary']), 'text': str(event['description']), 'status': str(event['status']),
            'organizer': str(event['organizer']), 'attendees': [str(p) for p in people],
            'answers': [p.params.get('PARTSTAT') + ' ' + p.params.get('RSVP') for p in people],
            'errors': event.errors}))
        """;

    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private static readonly Invitation Asked = new(
        "incident-i1@plimsoll", 0, Monday, Monday.AddDays(1), TimeSpan.FromMinutes(45), "Retrospective: Größe; a, b",
        "Line one.\nhttps://example.org/a/very/long/address/that/must/be/folded/somewhere/and/put/together/again",
        "", ["ada@example.org", "grace@example.org"], false);

    private readonly TempFolder _folder = new();
    private Sink _sink = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sink = await Sink.Start(_folder.Path, 0, 0, Stop);

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_independent_reader_finds_the_meeting_in_the_mail()
    {
        var read = await Read(await Arrived(Asked));

        Assert.Equal("2.0", read.GetProperty("version").GetString());
        Assert.Equal("REQUEST", read.GetProperty("method").GetString());
        Assert.Equal("incident-i1@plimsoll", read.GetProperty("uid").GetString());
        Assert.Equal("2026-11-23T08:00:00+00:00", read.GetProperty("stamp").GetString());
        Assert.Equal("2026-11-24T08:00:00+00:00", read.GetProperty("start").GetString());
        Assert.Equal("2026-11-24T08:45:00+00:00", read.GetProperty("end").GetString());
        Assert.Equal(Asked.Title, read.GetProperty("title").GetString());
        Assert.Equal(Asked.Text, read.GetProperty("text").GetString());
        Assert.Equal("CONFIRMED", read.GetProperty("status").GetString());
        Assert.Equal("mailto:noreply@ship.example.org", read.GetProperty("organizer").GetString());
        Assert.Equal(["mailto:ada@example.org", "mailto:grace@example.org"], Texts(read, "attendees"));
        Assert.Equal(["NEEDS-ACTION TRUE", "NEEDS-ACTION TRUE"], Texts(read, "answers"));
        Assert.Empty(Texts(read, "errors"));
    }

    [Fact]
    public async Task A_change_is_the_same_meeting_one_step_further()
    {
        var first = await Read(await Arrived(Asked));
        var second = await Read(await Arrived(Asked with { Sequence = 1, Start = Asked.Start.AddHours(2) }));

        Assert.Equal(first.GetProperty("uid").GetString(), second.GetProperty("uid").GetString());
        Assert.Equal((0, 1), (first.GetProperty("sequence").GetInt32(), second.GetProperty("sequence").GetInt32()));
        Assert.Equal("2026-11-24T10:00:00+00:00", second.GetProperty("start").GetString());
    }

    [Fact]
    public async Task A_meeting_called_off_is_cancelled_and_not_forgotten()
    {
        var mail = await Arrived(Asked with { Sequence = 2, Cancelled = true });
        var read = await Read(mail);

        Assert.Equal("CANCEL", Part(mail).ContentType.Parameters["method"]);
        Assert.Equal("CANCEL", read.GetProperty("method").GetString());
        Assert.Equal("CANCELLED", read.GetProperty("status").GetString());
        Assert.Equal("incident-i1@plimsoll", read.GetProperty("uid").GetString());
        Assert.Equal(2, read.GetProperty("sequence").GetInt32());
    }

    [Fact]
    public async Task Who_has_no_calendar_reads_the_text()
    {
        var mail = await Arrived(Asked);

        Assert.Equal("The text.", mail.TextBody?.TrimEnd());
        Assert.Equal("multipart/alternative", mail.Body!.ContentType.MimeType);
        Assert.Equal(("REQUEST", "utf-8"), (Part(mail).ContentType.Parameters["method"], Part(mail).ContentType.Charset));
    }

    private async Task<MimeMessage> Arrived(Invitation invitation)
    {
        var settings = new MailSettings("127.0.0.1", _sink.SmtpPort, "Plimsoll <noreply@ship.example.org>");
        var delivery = new MailDelivery(
            new MailSender(settings, TimeProvider.System, WayOut.Plain), settings, "http://127.0.0.1:7440", _ => "UTC");
        var row = new OutboxRow(
            "1/invite/x", "invitation", invitation.Attendees, invitation.Title, "The text.", new StreamName("incident/i1"), Monday)
        {
            Calendar = invitation.Write(),
        };
        Assert.IsType<Delivery.Sent>(await delivery.Send(row, row.Text, Stop));
        return new MailFolder(_folder.Path).Newest().First().Mail;
    }

    private static TextPart Part(MimeMessage mail) =>
        mail.BodyParts.OfType<TextPart>().Single(part => part.ContentType.IsMimeType("text", "calendar"));

    private async Task<JsonElement> Read(MimeMessage mail)
    {
        var file = _folder.At("invitation.ics");
        await using (var to = File.Create(file)) await Part(mail).Content!.DecodeToAsync(to, Stop);
        var end = await SubprocessRun.Run(
            new Subprocess([Python, "-c", Reader, file], _folder.Path, TimeSpan.FromMinutes(2), new Dictionary<string, string>()),
            TimeProvider.System, Stop);
        Assert.SkipWhen(
            end.NotStarted is not null || end.Errors.Contains("No module named 'icalendar'", StringComparison.Ordinal),
            "python3-icalendar is missing: apt-get install python3-icalendar");
        Assert.True(end.Succeeded, end.Errors);
        return JsonDocument.Parse(end.Text).RootElement;
    }

    private static IEnumerable<string?> Texts(JsonElement read, string name) =>
        read.GetProperty(name).EnumerateArray().Select(each => each.GetString());
}
