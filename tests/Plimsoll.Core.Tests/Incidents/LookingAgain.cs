using Plimsoll.Core.Incidents;

namespace Plimsoll.Core.Tests.Incidents;

public sealed class LookingAgain
{
    [Theory]
    [InlineData("declared")]
    [InlineData("resolved")]
    [InlineData("closed")]
    public void Nothing_is_due_before_the_moment_that_was_named_and_each_moment_is_named(string story)
    {
        var scene = story switch
        {
            "declared" => SomeIncident.Declared(),
            "resolved" => SomeIncident.Resolved(),
            _ => SomeIncident.Closed(),
        };
        var (due, looked) = (0, 0);
        DateTimeOffset? next = scene.Now;
        for (var minute = 0; minute < 3 * 24 * 60; minute++, scene.After(TimeSpan.FromMinutes(1)))
        {
            var incident = scene.IncidentOf();
            var asked = IncidentPursuit.Of(SomeIncident.Stream, incident, scene.World, scene.Now).Any();
            Assert.True(!asked || next <= scene.Now, $"Something is due at {scene.Now}, and the next look was {next}.");
            if (asked) due++;
            scene.Follow();
            var named = IncidentPursuit.NextLook(scene.IncidentOf(), scene.World, scene.Now);
            if (named != next) looked++;
            next = named;
        }
        Assert.True(due > 0 && looked < 3 * due + 20, $"{due} were due and {looked} looks were named.");
    }
}
