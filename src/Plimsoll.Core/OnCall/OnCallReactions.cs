using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>What follows from a fact in this slice, once.</summary>
public static class OnCallReactions
{
    public const string ByMail = "page-mail";
    public const string ByWebhook = "page-webhook";

    public static IEnumerable<Effect> On(Fact fact, World world) => fact.Event switch
    {
        ContactNotified notified => Messages(fact, notified, world.Get<Page>(fact.Stream)),
        _ => IncidentPages.On(fact, world),
    };

    /// <summary>One message by each way the contact has; the link to acknowledge is added when it is sent.</summary>
    private static IEnumerable<Deliver> Messages(Fact fact, ContactNotified notified, Page page)
    {
        var contact = page.Contact(notified.Person);
        (string Channel, string? To)[] ways = [(ByMail, contact?.Mail), (ByWebhook, contact?.Webhook)];
        return from way in ways
               where way.To is { Length: > 0 }
               select new Deliver(
                   way.Channel, ContactCall.SubjectOf(notified.Round, notified.Person), way.Channel, [way.To ?? ""],
                   page.Title, page.Text, fact.Stream);
    }
}
