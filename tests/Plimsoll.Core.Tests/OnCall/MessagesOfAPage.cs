using Plimsoll.Core.OnCall;
using static Plimsoll.Core.Tests.OnCall.Paging;

namespace Plimsoll.Core.Tests.OnCall;

public sealed class MessagesOfAPage
{
    [Fact]
    public void One_goes_out_by_each_way_a_contact_has()
    {
        var page = Of(Grace);
        page.Notified();

        var messages = page.Messages();

        Assert.Equal(
            [("page-mail", "grace@example.org"), ("page-webhook", "https://hooks.example.org/grace")],
            messages.Select(m => (m.Channel, Assert.Single(m.To))));
        Assert.All(messages, m => Assert.Equal(Paging.Stream, m.About));
        Assert.All(messages, m => Assert.Equal("Checkout fails", m.Title));
    }

    [Fact]
    public void The_key_of_each_tells_round_and_person()
    {
        var page = Of(Grace with { Person = "grace/hopper" });
        page.Notified();

        Assert.All(page.Messages(), m => Assert.Equal((1, "grace/hopper"), ContactCall.Of(m.KeyFor(7))));
        Assert.Null(ContactCall.Of("7/announce/ada@example.org"));
    }

    [Fact]
    public void Nothing_else_makes_any()
    {
        var page = Of(Ada).Do(new AcknowledgePage("ada")).Do(new ResolvePage("restored"));

        Assert.Empty(page.Messages());
    }
}
