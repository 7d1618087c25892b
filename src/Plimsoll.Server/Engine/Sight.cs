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
    public static Sight Of(HttpContext http) => new(
        Viewer.Of(http).World, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), http.Actor())
    {
        Room = http.RequestServices.GetRequiredService<Room>(),
    };

    /// <summary>How much this server carries at once.</summary>
    public Room Room { get; init; } = Room.Unlimited;

    /// <summary>An endpoint that reads takes one as its parameter.</summary>
    public static ValueTask<Sight> BindAsync(HttpContext http) => ValueTask.FromResult(Of(http));

    /// <summary>Services that are described, by their titles.</summary>
    public IReadOnlyList<ServiceDefinition> Services =>
        [.. World.All<Service>().Select(s => s.Value.Definition.Staffed(World.Organisation)).OfType<ServiceDefinition>().OrderBy(s => s.Title)];

    public ServiceDefinition? Service(string name) =>
        World.ServiceOf(name);

    public string TitleOf(string service) => Service(service)?.Title ?? service;

    public Lane Lane(string service, string environment) =>
        World.Get<Lane>(Core.Deployments.Lane.StreamOf(service, environment));

    public Release Release(string service, string version) =>
        World.Get<Release>(Core.Releases.Release.StreamOf(service, version));

    public IEnumerable<Release> Releases => World.All<Release>().Select(r => r.Value).Where(r => r.Exists);

    public IEnumerable<Deployment> Deployments => World.All<Deployment>().Select(d => d.Value).Where(d => d.Exists);

    /// <summary>Whether a command of this person would be taken now; pages offer nothing else.</summary>
    public bool May(StreamName stream, Command command) => Objection(stream, command) is null;

    /// <summary>Why it would be refused; null when it would be taken.</summary>
    public Refusal? Objection(StreamName stream, Command command) => World.Decide(
        stream, command, StateKinds.OfCore.EmptyOf(stream), World.Reader(), new Moment(Now, Actor)).Ruling.Refusal;
}
