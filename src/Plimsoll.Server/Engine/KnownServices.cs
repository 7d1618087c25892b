using System.Runtime.CompilerServices;
using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Engine;

/// <summary>The services that are described, as one person sees them: worked out once until a service or a right changes.</summary>
public sealed class KnownServices
{
    /// <summary>So many are shown one by one, wherever services are listed.</summary>
    public const int Few = 20;

    /// <summary>So many names are offered where one is typed.</summary>
    private const int MostPeople = 100;

    private static readonly ConditionalWeakTable<World, KnownServices> Known = [];
    private readonly long _at;
    private readonly Organisation _organisation;
    private readonly Lazy<IReadOnlyList<string>> _people;

    private KnownServices(World world, long at, Organisation organisation)
    {
        (_at, _organisation) = (at, organisation);
        All =
        [
            .. world.All<Service>().Select(s => s.Value.Definition.Staffed(organisation)).OfType<ServiceDefinition>()
                .OrderBy(s => s.Title),
        ];
        _people = new(() => [.. All.SelectMany(s => s.People.Values.SelectMany(p => p)).Distinct().Order().Take(MostPeople)]);
    }

    /// <summary>By their titles.</summary>
    public IReadOnlyList<ServiceDefinition> All { get; }

    /// <summary>Too many to list: one is found by its name.</summary>
    public bool AreMany => All.Count > Few;

    /// <summary>Names to choose from where one is typed; none where they are too many.</summary>
    public IReadOnlyList<string> Offered => AreMany ? [] : [.. All.Select(s => s.Name)];

    /// <summary>Who holds a role for one of them, as far as they are offered.</summary>
    public IReadOnlyList<string> People => _people.Value;

    /// <summary>The one of that name; else those with it in their name or title; none where nothing is asked for.</summary>
    public IEnumerable<ServiceDefinition> Like(string text)
    {
        bool Says(string name) => name.Contains(text, StringComparison.OrdinalIgnoreCase);
        return text == "" ? [] : All.FirstOrDefault(s => s.Name == text) is { } one ? [one]
            : All.Where(s => Says(s.Name) || Says(s.Title));
    }

    public static KnownServices In(World world)
    {
        // The position first: what changes meanwhile is looked at again.
        var (at, organisation) = (world.ChangedAt<Service>(), world.Whole.Organisation);
        if (Known.TryGetValue(world, out var known) && known._at == at && ReferenceEquals(known._organisation, organisation))
            return known;
        known = new KnownServices(world, at, organisation);
        Known.AddOrUpdate(world, known);
        return known;
    }

    /// <summary>Names of environments in the order of shipping: staging before production, else as the services list them.</summary>
    public static IReadOnlyList<string> EnvironmentsOf(IEnumerable<ServiceDefinition> services) =>
        [.. services.SelectMany(s => s.Environments).OrderBy(e => e.IsProduction).Select(e => e.Name).Distinct()];
}
