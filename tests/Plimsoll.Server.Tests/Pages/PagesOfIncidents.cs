using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>The pages about incidents in every shape an incident can have.</summary>
public sealed class PagesOfIncidents(Chromium chromium, EveryIncident state) : IClassFixture<EveryIncident>
{
    [Theory]
    [InlineData("unguided", "No guide was in force")]
    [InlineData("low", "A picture is missing")]
    [InlineData("merged", "Merged into")]
    [InlineData("cancelled", "Cancelled: The dashboard was filtered.")]
    [InlineData("missed", "overdue")]
    [InlineData("led", "Grace leads")]
    [InlineData("identified", "The session filter drops everything.")]
    [InlineData("mitigating", "Decision: workaround")]
    [InlineData("monitoring", "The mitigation is carried out and watched.")]
    [InlineData("resolved", "Prices are wrong")]
    [InlineData("reviewing", "Pick a time")]
    [InlineData("closed", "Closed. Its action items go on until they are done.")]
    [InlineData("reopened", "Reopened 1 time.")]
    [InlineData("rollback", "Decision: roll back")]
    [InlineData("itself", "recovered by itself")]
    public async Task Every_shape_of_an_incident_can_be_read(string shape, string sentence)
    {
        var id = state[shape];

        var (status, html) = await state.House.Get("Grace", $"/incidents/{id}");
        var (reviewed, review) = await state.House.Get("Grace", $"/incidents/{id}/review");
        var (exported, text) = await state.House.Get("Grace", $"/incidents/{id}/review.md");

        Assert.Equal((200, 200, 200), (status, reviewed, exported));
        Assert.Contains(sentence, WebUtility.HtmlDecode(html));
        Assert.Equal(shape is not ("merged" or "cancelled" or "closed"), review.Contains("Before closing", StringComparison.Ordinal));
        Assert.Equal(shape is "closed", review.Contains("It has begun", StringComparison.Ordinal) && !review.Contains("Call the", StringComparison.Ordinal));
        Assert.StartsWith($"# {id}: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html + review);
    }

    [Fact]
    public async Task A_missed_line_is_red_and_one_left_out_says_why()
    {
        var (_, html) = await state.House.Get("Grace", $"/incidents/{state["missed"]}");

        Assert.Contains("Nobody saw it begin.", html);
        Assert.Contains("Left out", html);
        Assert.Contains("Not in time:", html);
    }

    [Fact]
    public async Task A_button_that_cannot_be_used_yet_stays_with_its_reason()
    {
        var (_, html) = await state.House.Get("Grace", $"/incidents/{state["mitigating"]}");

        Assert.Contains("aria-disabled=\"true\" aria-describedby=\"not-yet\"", html);
        Assert.Contains("the mitigation is not finished", html);
    }

    [Fact]
    public async Task What_is_over_offers_nothing_but_a_note_and_what_was_cancelled_can_be_opened_again()
    {
        var (_, cancelled) = await state.House.Get("Grace", $"/incidents/{state["cancelled"]}");
        var (_, html) = await state.House.Get("Grace", $"/incidents/{state["closed"]}");

        foreach (var action in (string[])["assess-severity", "take-command", "record-decision", "cancel-incident",
            "preview-update", "reopen-incident"])
            Assert.DoesNotContain($"/{action}\"", html);
        Assert.Contains("/note-action\"", html);
        Assert.Contains("/reopen-incident\"", cancelled);
        Assert.DoesNotContain("/cancel-incident\"", cancelled);
    }

    [Fact]
    public async Task An_incident_that_does_not_exist_is_told_with_the_way_on()
    {
        var (status, html) = await state.House.Get("Grace", "/incidents/INC-999");

        Assert.Equal(404, status);
        Assert.Contains("There is no such incident", html);
    }

    [Fact]
    public async Task The_overview_names_what_is_open_and_what_waits_for_whom()
    {
        var (_, grace) = await state.House.Get("Grace", "/");
        var (_, ines) = await state.House.Get("Ines", "/");

        Assert.Contains($"Open incident: {state["missed"]} Search is empty", grace);
        Assert.Contains($"/incidents/{state["missed"]}#line-", grace);
        Assert.Contains($"/incidents/{state["closed"]}/review#action-1", grace);
        Assert.DoesNotContain($"/incidents/{state["closed"]}/review#action-1", ines);
        Assert.Contains("incident open", grace);
    }

    [Theory]
    [InlineData("/", "incident-overview")]
    [InlineData("/incidents", "incident-list")]
    [InlineData("missed", "incident-missed")]
    [InlineData("led", "incident-led")]
    [InlineData("rollback", "incident-rollback")]
    [InlineData("monitoring", "incident-monitoring")]
    [InlineData("closed", "incident-closed")]
    [InlineData("unguided", "incident-unguided")]
    [InlineData("reviewing/review", "incident-review")]
    [InlineData("closed/review", "incident-review-closed")]
    public async Task A_page_is_sound(string what, string name)
    {
        var shape = what.Split('/')[0];
        var path = shape == "" ? what : $"/incidents/{state[shape]}{what[shape.Length..]}";

        await Inspection.Of(chromium, state.House.Address, await state.House.Link(), path, name, "Grace");
    }

    [Fact]
    public async Task Five_thousand_entries_are_a_first_screen_of_at_most_100_KB()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        await using var house = await LiveHouse.Open(clock);
        await house.Adopt("shop", "Shop", "ask");
        var some = new SomeIncidents(house, clock);
        var id = await some.Led("Guests cannot pay", Severity.High);
        while (some.Get(id).Timeline.Count < 5_000)
            await some.Do(id, new NoteAction(
                $"Restarted worker {some.Get(id).Timeline.Count}, nothing changed.", null));

        var (_, html) = await house.Get("Grace", $"/incidents/{id}");
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < 20; i++) await house.Get("Grace", $"/incidents/{id}");
        var each = (Process.GetCurrentProcess().TotalProcessorTime - before) / 20;

        var bytes = System.Text.Encoding.UTF8.GetByteCount(html);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{bytes:N0} bytes, {each.TotalMilliseconds:N0} ms of CPU a page");
        Assert.True(bytes <= 100 * 1024, $"The page has {bytes:N0} bytes.");
        Assert.Contains("entry-5000", html);
        Assert.DoesNotContain("entry-4900\"", html);
        var (_, older) = await house.Get("Grace", $"/incidents/{id}?before=4901");
        Assert.Contains("entry-4900\"", older);
        Assert.DoesNotContain("entry-4901\"", older);
    }
}
