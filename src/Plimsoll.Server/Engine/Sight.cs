using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>The world as one person sees it now; every page is made from one.</summary>
public sealed record Sight(World World, DateTimeOffset Now, string Actor)
{
    /// <remarks>One for a whole request that only reads: page and frame tell of the same moment and judge once.</remarks>
    public static Sight Of(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method)) return Anew(http);
        if (http.Features.Get<Sight>() is not { } known) http.Features.Set(known = Anew(http));
        return known;
    }

    private static Sight Anew(HttpContext http) => new(
        Viewer.Of(http).World, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), http.Actor())
    {
        Room = http.RequestServices.GetRequiredService<Room>(), Catalogue = Viewer.Of(http).Catalogue,
    };

    /// <summary>How much this server carries at once.</summary>
    public Room Room { get; init; } = Room.Unlimited;

    /// <summary>An endpoint that reads takes one as its parameter.</summary>
    public static ValueTask<Sight> BindAsync(HttpContext http) => ValueTask.FromResult(Of(http));

    /// <summary>Where this person sees the same services as everybody who sees them all, that world; else their own.</summary>
    public World? Catalogue { get; init; }

    public KnownServices Known => KnownServices.In(Catalogue ?? World);

    /// <summary>Services that are described, by their titles.</summary>
    public IReadOnlyList<ServiceDefinition> Services => Known.All;

    public ServiceDefinition? Service(string name) =>
        World.ServiceOf(name);

    public string TitleOf(string service) => Service(service)?.Title ?? service;

    public Lane Lane(string service, string environment) =>
        World.Get<Lane>(Core.Deployments.Lane.StreamOf(service, environment));

    public Release Release(string service, string version) =>
        World.Get<Release>(Core.Releases.Release.StreamOf(service, version));

    /// <summary>Releases, the newest first: whoever needs a few looks at no more.</summary>
    /// <param name="service">Only its own; empty: of all.</param>
    public IEnumerable<Release> Releases(string service = "") => World.Newest<Release>(service).Select(r => r.Value);

    /// <summary>Deployments, the newest first: whoever needs a few looks at no more.</summary>
    /// <param name="of">Only those of a service or a lane; empty: all.</param>
    public IEnumerable<Deployment> Deployments(string of = "") => World.Newest<Deployment>(of).Select(d => d.Value);

    /// <summary>Deployments that have not come to their end.</summary>
    public IEnumerable<Deployment> Runs => World.Going<Deployment>().Select(d => d.Value).Where(d => d.Exists);

    /// <summary>Lanes that are not at rest.</summary>
    public IEnumerable<Lane> BusyLanes => World.Going<Lane>().Select(l => l.Value);

    /// <summary>Whether a command of this person would be taken now; pages offer nothing else.</summary>
    public bool May(StreamName stream, Command command) => Objection(stream, command) is null;

    /// <summary>Why it would be refused; null when it would be taken.</summary>
    public Refusal? Objection(StreamName stream, Command command) => World.Decide(
        stream, command, StateKinds.OfCore.EmptyOf(stream), World.Reader(), new Moment(Now, Actor)).Ruling.Refusal;
}
