using System.Net;
using Plimsoll.Core.Incidents;
using Plimsoll.Files.Api;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class WithoutAService
{
    [Fact]
    public async Task The_command_line_says_at_once_that_nobody_can_be_paged_and_what_to_type()
    {
        await using var house = await IncidentHouse.Open();

        var said = await house.Type("Ada", "incident declare \"Checkout fails\"");

        Assert.Contains("Nobody can be paged: INC-1 names no service. Say which one it is about.\n" +
            "  plimsoll incident service INC-1 SERVICE\n", said.Out, StringComparison.Ordinal);
        Assert.Equal("Next: plimsoll incident service INC-1 SERVICE\n", said.Err);
    }

    [Fact]
    public async Task So_does_the_API_and_with_a_service_that_can_be_called_it_says_nothing()
    {
        await using var house = await IncidentHouse.Open();

        var (nameless, named) = (await house.Declare(service: ""), await house.Declare());

        Assert.Equal("plimsoll incident service INC-1 SERVICE", nameless.ToPage);
        Assert.StartsWith("Nobody can be paged: ", nameless.NobodyPaged, StringComparison.Ordinal);
        Assert.Equal(("", ""), (named.NobodyPaged, named.ToPage));
    }

    [Fact]
    public async Task What_was_to_be_typed_names_it_and_what_is_no_service_is_refused()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare(service: "");

        var (status, sentence) = await house.Refused("Ada", "incidents/1/name-service", new NameServiceBody("shop"));
        var said = await house.Type("Ada", "incident service 1 storefront");

        Assert.Equal((HttpStatusCode.NotFound, "There is no service shop; `plimsoll service list` shows them."),
            (status, sentence));
        Assert.Equal("INC-1 is about storefront; its people are called.\nNext: plimsoll incident next INC-1\n", said.Err);
        Assert.Equal("storefront", (await house.Get<IncidentDetail>("incidents/1")).Summary.Service);
    }

    [Fact]
    public async Task Once_it_is_named_people_are_called_and_asked_as_for_a_declared_one()
    {
        await using var night = await Night.Fall(guided: false);
        await night.Declare(service: "");
        await night.Until("08:07");
        await night.Hears("08:00 paging INC-1", "08:00 unanswered");

        await night.Do("Ada", "INC-1", new NameService("shop"));
        await night.Restart();
        await night.Until("08:12");

        Assert.Equal(["Ada", "Ben"], night.Page("INC-1-3").Calls.Select(c => c.Person));
        await night.Hears(["08:07 offered Ada", "08:07 page over", "08:07 paging INC-1-3", "08:07 page Ada",
            Mail("ada", "INC-1: Checkout fails"), Mail("ada", "INC-1: You are asked to lead"),
            .. Page("08:12", "Ben"), "08:12 offered Eli", Mail("ada", "INC-1: You are asked to lead")]);
    }
}
