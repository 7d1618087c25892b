using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Incidents;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>A form of an incident with something in it that cannot be read: refused with its field, never guessed.</summary>
public sealed class FormsThatCannotBeRead
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("record-symptoms", "started=soon&symptoms=Slow",
        "Began at: \"soon\" is not a time; write 14:05, -10m or 2026-03-02T14:05.")]
    [InlineData("record-symptoms", "symptoms=Slow",
        "Began at: nothing is there; write 14:05, -10m or 2026-03-02T14:05.")]
    [InlineData("note-action", "text=Restarted&at=2026-13-02T08:00",
        "When: \"2026-13-02T08:00\" is not a time; write 14:05, -10m or 2026-03-02T14:05.")]
    [InlineData("correct-time", "milestone=started&at=x&reason=Logs",
        "It was at: \"x\" is not a time; write 14:05, -10m or 2026-03-02T14:05.")]
    [InlineData("correct-time", "milestone=lunch&at=07:00&reason=Logs", "Which time: \"lunch\" is not a choice; choose")]
    [InlineData("vouch", "note=Seen", "The mitigation: nothing is there; answer yes or no.")]
    [InlineData("vouch", "note=Seen&holds=perhaps", "The mitigation: \"perhaps\" is not an answer; answer yes or no.")]
    [InlineData("answer-security", "reason=None", "The Security Lead: nothing is there; answer yes or no.")]
    [InlineData("assess-severity", "impact=Guests&severity=9", "Severity: \"9\" is not a choice; choose one of low")]
    [InlineData("record-decision", "reason=Late", "Decision: nothing is there; choose one of rollback")]
    [InlineData("send-update", "text=Slow&audiences=stakeholders", "Final update: nothing is there")]
    [InlineData("edit-review", "section=summary&text=Mine&revision=new", "Revision: \"new\" is not a number;")]
    [InlineData("add-action-item", "text=Test&owner=Ben&due=soon",
        "Due: \"soon\" is not a day; write 2026-03-02 or 7d.")]
    [InlineData("add-action-item", "text=Test&owner=Ben&due=7d&first=maybe",
        "Before the next minor or major release: \"maybe\" is not an answer; answer yes or no.")]
    [InlineData("schedule-retrospective", "start=&other=&minutes=45&attendees=a@example.test",
        "Another time: nothing is there; write 14:05, +20h or 2026-03-02T14:05.")]
    [InlineData("answer-runbooks", "answer=changed&path=&note=New", "The file that changed: nothing is there;")]
    [InlineData("answer-runbooks", "answer=unchanged&reason=", "Name the file that changed")]
    [InlineData("name-suspect", "what=LONG&why=", "What: 501 characters are too many; at most 500 are kept.")]
    [InlineData("hold-retrospective", "at=later&note=All", "It began at: \"later\" is not a time;")]
    [InlineData("schedule-retrospective", "start=2026-03-03T09:00&minutes=long&attendees=a@example.test",
        "Minutes: \"long\" is not a number;")]
    public async Task It_is_refused_with_the_name_of_the_field_and_nothing_is_written(
        string form, string fields, string sentence)
    {
        await using var house = await LiveHouse.Open(new FakeTimeProvider(Begun));
        await house.Adopt("shop", "Shop", "ask");
        var id = await Declare(house);
        var before = house.Desk.World.VersionOf(Incident.StreamOf(id));

        var (status, html) = await house.Fill("Grace", $"/incidents/{id}/{form}",
            [("form", form == "send-update" ? "preview-update" : form == "edit-review" ? "edit-summary" : form),
             .. fields.Replace("LONG", new string('x', 501), StringComparison.Ordinal).Split('&').Select(f => (f.Split('=')[0], f.Split('=')[1]))]);

        Assert.Equal(422, status);
        Assert.Equal(before, house.Desk.World.VersionOf(Incident.StreamOf(id)));
        Assert.Contains(sentence, html);
    }

    [Fact]
    public async Task Times_are_taken_as_people_write_them()
    {
        await using var house = await LiveHouse.Open(new FakeTimeProvider(Begun));
        await house.Adopt("shop", "Shop", "ask");
        var id = await Declare(house);

        await house.Fill("Grace", $"/incidents/{id}/record-symptoms", ("started", "-10m"), ("symptoms", "Slow"));

        Assert.Equal(Begun.AddMinutes(-10), Get(house, id).Times.Started);
    }

    [Fact]
    public async Task Both_answers_about_the_runbooks_are_taken_the_file_as_the_repository_has_it()
    {
        // Before the first commit of the repository.
        await using var house = await LiveHouse.Open(
            new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)));
        await house.Adopt("shop", "Shop", "ask");
        var id = await Declare(house);

        await house.Fill("Grace", $"/incidents/{id}/answer-runbooks",
            ("answer", "changed"), ("path", "app.sh"), ("note", "how to free space"), ("reason", ""));
        var changed = Get(house, id).Review.Runbook;
        await house.Fill("Grace", $"/incidents/{id}/answer-runbooks",
            ("answer", "unchanged"), ("path", ""), ("note", ""), ("reason", "right as it is"));

        Assert.Equal(("app.sh", "how to free space"), (changed?.Path, changed?.Reason));
        Assert.Matches("^[0-9a-f]{7,}$", changed?.Commit);
        Assert.Equal(("", "right as it is"), (Get(house, id).Review.Runbook?.Path, Get(house, id).Review.Runbook?.Reason));
    }

    [Fact]
    public async Task An_update_to_nobody_is_refused_and_mails_nobody()
    {
        await using var house = await LiveHouse.Open(new FakeTimeProvider(Begun));
        await house.Adopt("shop", "Shop", "ask");
        var id = await Declare(house);

        foreach (var form in (string[])["preview-update", "send-update"])
        {
            var (status, html) = await house.Fill("Grace", $"/incidents/{id}/{form}",
                ("form", form), ("text", "Guests wait; we look into it."), ("final", "no"));

            Assert.Equal(422, status);
            Assert.Contains("Tick at least one audience, stakeholders;", html);
            Assert.Contains("Guests wait; we look into it.</textarea>", html);
            Assert.DoesNotContain("value=\"stakeholders\" checked", html);
        }

        Assert.Empty(Get(house, id).Updates);
        await house.Fill("Grace", $"/incidents/{id}/send-update",
            ("text", "Guests wait."), ("audiences", "stakeholders"), ("final", "no"));
        Assert.Equal(["eli@example.test"], Assert.Single(Get(house, id).Updates).To);
    }

    [Fact]
    public async Task A_declaration_without_a_severity_is_refused()
    {
        await using var house = await LiveHouse.Open(new FakeTimeProvider(Begun));

        var (status, html) = await house.Fill("Grace", "/incidents/declare-incident",
            ("form", "declare-incident"), ("title", "Guests cannot pay"), ("severity", "awful"));

        Assert.Equal(422, status);
        Assert.Contains("Severity: \"awful\" is not a choice; choose one of low, medium, high, critical.", html);
        Assert.Empty(house.Desk.World.All<Incident>());
    }

    private static Incident Get(LiveHouse house, string id) =>
        house.Desk.World.Get<Incident>(Incident.StreamOf(id));

    private static async Task<string> Declare(LiveHouse house)
    {
        await house.Desk.Send(Incident.StreamOf("INC-1"), new DeclareIncident(
            "INC-1", "Guests cannot pay", Severity.Low, "shop", "", "", null), "Grace",
            TestContext.Current.CancellationToken);
        return "INC-1";
    }
}
