using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Server.Releases;

public static class ShipmentLookup
{
    extension(World world)
    {
        /// <summary>The newest walk of a release; an empty one when nobody has shipped it.</summary>
        public Shipment LatestShipment(Release release) =>
            world.ShipmentsOf(release).LastOrDefault() ?? Shipment.Empty;

        /// <summary>The newest walk of a release that announced it; where none has, the newest.</summary>
        public Shipment AnnouncedShipment(Release release) =>
            world.ShipmentsOf(release).LastOrDefault(s => s.Announcement is not null) ?? world.LatestShipment(release);

        public int NextShipment(Release release) => world.ShipmentsOf(release).Count() + 1;

        private IEnumerable<Shipment> ShipmentsOf(Release release)
        {
            for (var number = 1; ; number++)
            {
                var shipment = world.Get<Shipment>(Shipment.StreamOf(Shipment.IdOf(release.Service, release.Version, number)));
                if (!shipment.Exists) yield break;
                yield return shipment;
            }
        }
    }
}
