using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Announcements;

/// <summary>Customers get what was written for them, and nothing of ours: no link, no name.</summary>
internal static class CustomerMails
{
    public static IEnumerable<Effect> On(Fact fact, CustomersTold told, World world)
    {
        var release = world.Get<Release>(fact.Stream);
        var title = world.ServiceOf(release.Service)?.Title ?? release.Service;
        return from to in told.To
               select new Deliver(
                   "customers", to, "mail", [to], $"{title} {release.Version} is coming", told.Text, fact.Stream);
    }
}
