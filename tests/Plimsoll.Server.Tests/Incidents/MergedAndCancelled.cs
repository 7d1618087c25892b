using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class MergedAndCancelled
{
    [Fact]
    public async Task Cancelled_everything_that_was_due_is_silent()
    {
        await using var night = await Night.Fall();
        await night.Declare();
        await night.Until("08:05");
        await night.Until("08:09");
        await night.Do("Ben", "INC-1", new CancelIncident("a test of the alarm"));
        await night.Restart();
        await night.Until("08:15");
        await night.Leap(TimeSpan.FromDays(9));

        await night.Hears([.. Called, .. Page("08:05", "Ben"), "08:05 offered Eli",
            Mail("ada", "INC-1: You are asked to lead"), "08:09 page over"]);
    }

    [Fact]
    public async Task Merged_its_call_is_over_and_that_of_the_other_goes_on()
    {
        await using var night = await Night.Called();
        await night.Until("08:02");
        await night.Declare("Search is slow");
        await night.Until("08:03");
        await night.Do("Ada", "INC-2", new MergeIncident("INC-1", "the same full disk"));
        await night.Restart();
        await night.Until("08:05");
        await night.Until("08:09");

        await night.Hears([.. Called, "08:02 offered Ada", Mail("ada", "INC-2: You are asked to lead"),
            "08:02 paging INC-2", "08:02 page Ada", Mail("ada", "INC-2: Search is slow"), "08:03 page over",
            .. Page("08:05", "Ben")]);
    }

    [Fact]
    public async Task Cancelled_by_mistake_and_opened_again_people_are_called_again()
    {
        await using var night = await Night.Called();
        await night.Until("08:02");
        await night.Do("Ada", "INC-1", new CancelIncident("a test of the alarm"));
        await night.Until("08:04");
        await night.Do("Ada", "INC-1", new ReopenIncident("it was none: half of all orders fail"));
        await night.Restart();
        await night.Until("08:09");

        await night.Hears([.. Called, "08:02 page over", "08:04 paging INC-1-2", "08:04 page Ada",
            Mail("ada", "INC-1: Checkout fails"), .. Page("08:09", "Ben")]);
    }

    [Fact]
    public async Task Merged_into_a_milder_one_that_one_is_as_bad_from_then_on_and_its_people_are_called()
    {
        await using var night = await Night.Fall(guided: false);
        await night.Declare("Search is slow", Severity.Low);
        await night.Declare("Checkout fails", Severity.Critical);
        await night.Do("Ada", "INC-2", new MergeIncident("INC-1", "the same full disk"));

        Assert.Equal(Severity.Critical, night.Get("INC-1").Severity);
        Assert.Equal(["INC-1", "INC-2"], night.Desk.World.All<Core.OnCall.Page>().Select(p => p.Key.Key).Order());
        Assert.True(night.Page("INC-1").IsOpen);
        Assert.True(night.Page("INC-2").HasEnded);
    }

    [Fact]
    public async Task Merged_its_lines_are_silent_for_ever()
    {
        await using var night = await Night.Fall();
        await night.Declare(severity: Severity.Low);
        await night.Declare("Search is slow", Severity.Low, service: "");
        await night.Until("08:01");
        await night.Do("Ada", "INC-1", new MergeIncident("INC-2", "the same full disk"));
        await night.Do("Ada", "INC-2", new CancelIncident("the disk was cleared before anybody noticed"));
        await night.Restart();
        await night.Leap(TimeSpan.FromDays(9));

        // The other one is about the same service from then on: its people hear of that one instead.
        await night.Hears([.. Low, "08:01 offered Ada", Mail("ada", "INC-2: You are asked to lead"),
            .. Mails("INC-2: Incident, low severity", "ada", "ben", "chidi")]);
    }
}
