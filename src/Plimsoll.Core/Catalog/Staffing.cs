using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Catalog;

/// <summary>Who holds which role for a service: by grants where accounts exist, by its file where none do.</summary>
/// <remarks>A file anybody may propose gives nobody rights; its names are then only read.</remarks>
public static class Staffing
{
    private static readonly ConditionalWeakTable<Organisation, Staff> Known = [];

    extension(Readings readings)
    {
        public Organisation Organisation => readings.Of<Organisation>(Organisation.Stream);

        /// <summary>A service with the people who hold its roles now; null while it is not defined.</summary>
        public ServiceDefinition? ServiceOf(string name) =>
            readings.Of<Service>(Service.StreamOf(name)).Definition.Staffed(readings.Organisation);
    }

    extension(World world)
    {
        public Organisation Organisation => world.Get<Organisation>(Organisation.Stream);

        /// <summary>A service with the people who hold its roles now; null while it is not defined.</summary>
        public ServiceDefinition? ServiceOf(string name) =>
            world.Get<Service>(Service.StreamOf(name)).Definition.Staffed(world.Organisation);
    }

    /// <summary>The same service with the people who hold its roles now.</summary>
    public static ServiceDefinition? Staffed(this ServiceDefinition? service, Organisation organisation) =>
        service is null || !organisation.HasAccounts ? service : service with
        {
            People = Known.GetOrCreateValue(organisation).GetOrAdd(service.Name, organisation.Staff),
        };

    /// <summary>Roles and their holders by service, worked out once for an organisation as it stands.</summary>
    private sealed class Staff :
        ConcurrentDictionary<string, ImmutableSortedDictionary<string, ImmutableArray<string>>>;
}
