using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Catalog;

/// <summary>A deployable unit as its newest applied file defines it.</summary>
public sealed record Service(ServiceDefinition? Definition, int Revision) : IState<Service>
{
    public static string Kind => "service";

    public static Service Empty { get; } = new(null, 0);

    public static StreamName StreamOf(string service) => new($"{Kind}/{service}");
}
