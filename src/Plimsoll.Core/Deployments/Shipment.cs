using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>One walk of a candidate through the guide's deployment checklist.</summary>
public sealed record Shipment(
    string Id,
    string Service,
    string Version,
    int Candidate,
    string Digest,
    string Playbook,
    string By,
    ShipmentStatus Status,
    ImmutableArray<Step> Steps,
    string Sentence,
    DateTimeOffset OpenedAt,
    DateTimeOffset EndedAt) : IState<Shipment>, IEnds
{
    public static string Kind => "shipment";

    public static Shipment Empty { get; } = new("", "", "", 0, "", "", "", ShipmentStatus.Pending, [], "", default,
        default);

    public static StreamName StreamOf(string id) => new($"{Kind}/{id}");

    /// <summary>The nth shipment of a release.</summary>
    public static string IdOf(string service, string version, int number) => $"{service}-{version}-{number}";

    /// <summary>That it was announced, and who has read that; null: it was not.</summary>
    public Announcement? Announcement { get; init; }

    public bool Exists => Id != "";

    public bool IsOpen => Status is ShipmentStatus.Running or ShipmentStatus.Waiting;

    public bool HasEnded => Exists && !IsOpen;

    // Somebody is asked about it until its announcement is acknowledged.
    bool IEnds.HasEnded => HasEnded && Announcement is not { IsAwaited: true };

    public string DeploymentOn(string environment) => $"{Id}-{environment}";

    public Step? Find(string step) => Steps.FirstOrDefault(s => s.Id == step);

    /// <summary>The first step before this one that has to be done and is not; null when it is its turn.</summary>
    public Step? Before(string step) =>
        Steps.TakeWhile(s => s.Id != step).FirstOrDefault(s => !s.IsClosed && s.IsAwaited);

    internal Shipment With(string step, Func<Step, Step> change) =>
        Find(step) is { } found ? this with { Steps = Steps.Replace(found, change(found)) } : this;
}

public enum ShipmentStatus { Pending, Running, Waiting, Done, Failed, Cancelled }

public abstract record ShipmentEvent : Event<Shipment>;

public abstract record ShipmentCommand : Command<Shipment, ShipmentEvent>;

public abstract record ShipmentReadingCommand : ReadingCommand<Shipment, ShipmentEvent>;
