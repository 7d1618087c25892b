using System.Net;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Access;

namespace Plimsoll.Server.Tests.OnCall;

public sealed class AcknowledgingOnAPage
{
    [Fact]
    public async Task Of_two_who_press_the_button_the_second_is_told_who_has_it()
    {
        await using var house = await AccountsHouse.Open();
        foreach (var who in (string[])["Ada", "Ben"]) await house.Join(who, "Release Manager");
        var page = Page.StreamOf("p1");
        Assert.IsType<Answer.Accepted>(await house.Desk.Send(page, new TriggerPage(
            "p1", new StreamName("incident/INC-1"), "shop", "Checkout fails", "", Core.Incidents.Severity.High, []), "system:test",
            TestContext.Current.CancellationToken));

        Assert.Contains("You have it; nobody else is called.", await Press("Ada"), StringComparison.Ordinal);
        Assert.Contains("Ada has it already; nobody else is called.", await Press("Ben"), StringComparison.Ordinal);

        async Task<string> Press(string who)
        {
            var answer = await house.Submit(who, "/incidents", "/pages/p1/acknowledge", ("back", "/incidents"));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return await house.Browser(who).GetStringAsync("/incidents", TestContext.Current.CancellationToken);
        }
    }
}
