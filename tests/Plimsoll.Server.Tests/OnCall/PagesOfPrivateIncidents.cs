using Plimsoll.Core.Catalog;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Tests.Access;

namespace Plimsoll.Server.Tests.OnCall;

public sealed class PagesOfPrivateIncidents
{
    [Fact]
    public async Task Whoever_may_not_see_it_and_has_two_ways_to_be_reached_does_not_hold_up_the_next()
    {
        await using var at = await PrivateHouse.Open();
        var shop = Service.StreamOf("shop");
        var definition = at.House.Desk.World.Get<Service>(shop).Definition!;
        await at.Sent(shop, new DefineService(definition with
        {
            Contacts =
            [
                .. definition.Contacts.Select(
                    c => c.Person == "Olga" ? c with { Webhook = "http://127.0.0.1:9/olga" } : c),
            ],
        }), "system:test");

        await at.DeclarePrivate();

        // No time has passed.
        await PrivateHouse.Until(() => at.Mails().Any(m => m.To.ToString().Contains("ada@example.test", StringComparison.Ordinal)
            && (m.TextBody ?? "").Contains("/ack/", StringComparison.Ordinal)), "Ada is paged");
        Assert.StartsWith("withheld", at.House.Desk.World.Get<Page>(Page.StreamOf("INC-1")).Call("Olga")?.Failure, StringComparison.Ordinal);
    }
}
