using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class HoldingAnAcknowledgement
{
    [Theory]
    [InlineData(Severity.Critical, "08:30")]
    [InlineData(Severity.High, "09:00")]
    [InlineData(Severity.Medium, "12:00")]
    public async Task The_worse_it_is_the_sooner_an_answer_lapses(Severity severity, string lapses)
    {
        await using var night = await Night.Called(severity: severity);
        await night.Acknowledge("Ada");
        await night.Restart();

        await night.Until(lapses);

        await night.Hears(
            [.. Called, "08:00 acknowledged Ada", $"{lapses} lapsed", .. Page(lapses, "Ada")]);
    }

    [Fact]
    public async Task After_a_lapse_the_first_is_called_again_and_then_the_others()
    {
        await using var night = await Night.Called();
        await night.Until("08:05");
        await night.Acknowledge("Ben");
        await night.Until("09:05");
        await night.Restart();
        await night.Until("09:10");
        await night.Until("09:15");

        await night.Hears([.. Called, .. Page("08:05", "Ben"), "08:05 acknowledged Ben", "09:05 lapsed",
            .. Page("09:05", "Ada"), .. Page("09:10", "Ben"), .. Page("09:15", "Chidi")]);
    }

    [Fact]
    public async Task An_answer_that_lapses_while_the_server_is_down_lapses_once_and_calls_one()
    {
        await using var night = await Night.Called();
        await night.Acknowledge("Ada");

        await night.Down(TimeSpan.FromHours(3));

        await night.Hears([.. Called, "08:00 acknowledged Ada", "11:00 lapsed", .. Page("11:00", "Ada")]);
    }

    [Fact]
    public async Task What_is_resolved_before_it_lapses_calls_nobody_any_more()
    {
        await using var night = await Night.Called();
        await night.Acknowledge("Ada");
        await night.Until("08:30");
        await night.Do("Ada", "INC-1", new RecordDecision(Remedy.None, "it is gone", []));
        await night.Do("Chidi", "INC-1", new VouchForMitigation(Holds: true, "Ten baskets paid"));
        await night.Do("Chidi", "INC-1", new ResolveIncident("Orders are as always"));
        await night.Restart();
        await night.Leap(TimeSpan.FromHours(30));

        await night.Hears([.. Called, "08:00 acknowledged Ada", "08:30 page over"]);
    }
}
