using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Incidents;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Incidents;

public sealed partial class IncidentsOverHttp
{
    /// <summary>Only the machinery sends these.</summary>
    private static readonly Type[] OfTheMachinery =
    [
        typeof(OpenForDeployment), typeof(AdoptRollback), typeof(AdvanceDuty), typeof(RaiseSeverity),
        typeof(FailMitigation), typeof(SampleMitigation), typeof(LinkHotfix), typeof(RecordAcknowledgement),
        typeof(RemindOfActionItem), typeof(DeclareIncident), typeof(RepinIncident),
    ];

    [Fact]
    public async Task Every_command_a_person_may_send_can_be_sent_by_its_name()
    {
        await using var house = await IncidentHouse.Open();
        var routes = house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText).ToList();

        var commands = from type in typeof(IncidentCommand).Assembly.GetTypes()
                       where type.IsSubclassOf(typeof(IncidentCommand))
                           || type.IsSubclassOf(typeof(IncidentReadingCommand))
                       where !OfTheMachinery.Contains(type)
                       select $"/api/v1/incidents/{{id}}/{Kebab().Replace(type.Name, "-$1").ToLowerInvariant()}";

        Assert.NotEmpty(commands);
        Assert.Empty(commands.Except(routes));
    }

    [Fact]
    public async Task Two_who_write_the_same_part_of_the_review_lose_nothing()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();
        await house.Post("Ada", "incidents/1/edit-review", new ReviewBody("root-cause", "A full disk", 0));

        var (status, sentence) = await house.Refused(
            "Ben", "incidents/1/edit-review", new ReviewBody("root-cause", "A bad index", 0));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Ada saved Root cause as revision 1 at 09:30 UTC; yours was written on revision 0", sentence,
            StringComparison.Ordinal);
        var there = await house.Get<SectionView>("incidents/inc-1/review/root-cause");
        Assert.Equal(("A full disk", 1, "Ada"), (there.Text, there.Revision, there.By));
        await house.Post("Ben", "incidents/1/edit-review", new ReviewBody("root-cause", "A full disk, a bad index", 1));
        Assert.Equal(2, (await house.Get<SectionView>("incidents/1/review/root-cause")).Revision);
    }

    [Fact]
    public async Task The_command_line_writes_on_the_newest_revision_unless_told_otherwise()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();

        await house.Type("Ada", "incident review 1 learned --text \"Watch disks\"");
        await house.Type("Ben", "incident review 1 learned --text \"Watch disks and indexes\"");
        var said = await house.Shell.Type("incident review 1 learned --text mine --revision 1");

        Assert.Equal(6, said.Code);
        Assert.Contains("Ben saved What we learned as revision 2", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_the_mail_that_is_sent_and_writes_nothing()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();
        var before = house.Desk.World.VersionOf(Incident.StreamOf("INC-1"));

        var preview = await house.Post<UpdatePreview>(
            "Ada", "incidents/1/preview-update", new UpdateBody("We roll back.", ["stakeholders"]));

        Assert.Equal(before, house.Desk.World.VersionOf(Incident.StreamOf("INC-1")));
        await house.Post("Ada", "incidents/1/send-update", new UpdateBody("We roll back.", ["stakeholders"]));
        var mail = await Until(house, m => m.Title == preview.Subject);
        Assert.Equal(mail.Text, preview.Text);
        Assert.Equal(["eli@example.test"], Assert.Single(preview.Audiences).To);
        Assert.Equal(house.Clock.GetUtcNow().AddMinutes(30), preview.NextBy);
    }

    [Fact]
    public async Task A_long_timeline_is_read_in_parts_the_newest_first()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();
        var stream = Incident.StreamOf("INC-1");
        for (var n = 1; n <= 250; n++)
            await house.Desk.Send(
                stream, new NoteAction($"note {n}", null), "Ada", TestContext.Current.CancellationToken);

        var newest = await house.Get<IncidentDetail>("incidents/1");
        var older = await house.Get<IncidentDetail>($"incidents/1?before={newest.Timeline[^1].Number}");

        Assert.Equal((200, "note 250"), (newest.Timeline.Length, newest.Timeline[0].Sentence));
        Assert.Equal(newest.Entries, newest.Timeline.Length + older.Timeline.Length);
        Assert.Equal("note 50", older.Timeline[0].Sentence);
        Assert.Equal(1, older.Timeline[^1].Number);
    }

    [Fact]
    public async Task The_list_has_open_ones_first_and_only_those_that_were_asked_for()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare("One");
        await house.Declare("Two", service: "");
        await house.Post("Ada", "incidents/declare", new DeclareBody("Three", "critical"));
        await house.Post("Ada", "incidents/1/cancel-incident", new ReasonBody("a drill"));
        await house.Post("Zoe", "incidents/2/take-command", new { });

        Assert.Equal(["INC-3", "INC-2", "INC-1"], await Ids(house, "incidents"));
        Assert.Equal(["INC-3", "INC-2"], await Ids(house, "incidents?open=true"));
        Assert.Equal(["INC-1"], await Ids(house, "incidents?service=storefront"));
        var mine = await house.Type("Zoe", "incident list --mine --json");
        Assert.Contains("INC-2", mine.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("INC-3", mine.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_who_helped_is_invited_unless_somebody_says_otherwise()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();
        foreach (var (verb, body) in ((string, object)[])[
            ("join-response", new JoinBody("ines@example.test", "Developers")),
            ("record-decision", new DecisionBody("none", "it is back")),
            ("vouch-for-mitigation", new VouchBody(true, "green")),
            ("resolve-incident", new RemarkBody("all green")),
            ("schedule-retrospective", new RetrospectiveBody("+20h"))])
            await house.Post("Ada", $"incidents/1/{verb}", body);

        var meeting = (await house.Get<IncidentDetail>("incidents/1")).Review.Retrospective;

        Assert.NotNull(meeting);
        Assert.Equal(["ines@example.test", "ada@example.test"], meeting.Attendees);
        Assert.Equal((house.Clock.GetUtcNow().AddHours(20), 60), (meeting.Start, meeting.Minutes));
    }

    [Fact]
    public async Task An_incident_that_is_not_there_is_said_by_every_way_to_ask()
    {
        await using var house = await IncidentHouse.Open();

        var shown = await house.Shell.Type("incident show 7");
        var (status, _) = await house.Refused("Ada", "incidents/7/take-command", new { });

        Assert.Equal(1, shown.Code);
        Assert.Contains("There is no incident INC-7; `plimsoll incident list` shows them.", shown.Err,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    private static async Task<string[]> Ids(IncidentHouse house, string path) =>
        [.. (await house.Get<IncidentSummary[]>(path)).Select(i => i.Id)];

    private static async Task<OutboxRow> Until(IncidentHouse house, Func<OutboxRow, bool> there)
    {
        var outbox = house.Services.GetRequiredService<Outbox>();
        for (var patience = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(20))
        {
            if ((await outbox.List(100, default)).Select(i => i.Row).FirstOrDefault(there) is { } row) return row;
            Assert.True(DateTime.UtcNow < patience, "The mail is not in the outbox.");
        }
    }

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Kebab();
}
