using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Tells the audiences that the release is out; its mails follow from the fact.</summary>
public sealed record AnnounceRelease(string Step, ImmutableArray<string> To, string Title, string Text)
    : ShipmentCommand
{
    /// <summary>The roles one of which says that it was read; empty: nobody is asked.</summary>
    public ImmutableArray<string> AskedOf { get; init; } = [];

    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Moment now) =>
        !shipment.IsOpen || shipment.Find(Step) is not { IsClosed: false, Proposed: "" } step
            ? Ruling.Of<ShipmentEvent>()
            : Ruling.Of(new ReleaseAnnounced(To, Title, Text) { AskedOf = AskedOf }, Told(step));

    private ShipmentEvent Told(Step step)
    {
        var sentence = To.IsEmpty ? "no audience has an address" : $"to {string.Join(", ", To)}";
        return step.Mode == CheckMode.Semi && step.Work != StepWork.ByConcept
            ? new StepProposed(Step, sentence) : new StepMoved(Step, StepStatus.Done, sentence);
    }
}

public sealed record ReleaseAnnounced(ImmutableArray<string> To, string Title, string Text) : ShipmentEvent
{
    /// <summary>The roles one of which says that it was read; empty: nobody is asked.</summary>
    public ImmutableArray<string> AskedOf { get; init; } = [];

    // A guide may announce in more than one line: it is the same release, and is acknowledged once.
    public override Shipment Apply(Shipment shipment, Moment moment)
    {
        var known = shipment.Announcement ?? new Announcement([], [], moment.At);
        return shipment with
        {
            Announcement = known with
            {
                To = [.. known.To.Union(To)], AskedOf = [.. known.AskedOf.Union(AskedOf)],
            },
        };
    }
}

/// <summary>That a release was announced, and who has said that they read it.</summary>
/// <param name="To">The addresses it was mailed to.</param>
/// <param name="AskedOf">The roles one of which says that it was read; empty: nobody is asked.</param>
public sealed record Announcement(ImmutableArray<string> To, ImmutableArray<string> AskedOf, DateTimeOffset At)
{
    /// <summary>Null while nobody has said so.</summary>
    public Acknowledgement? Acknowledged { get; init; }

    public bool IsAwaited => Acknowledged is null && !AskedOf.IsEmpty;

    /// <summary>Who has read it, as far as that is proven: once accounts exist, a name that was only claimed counts no
    /// more.</summary>
    public Acknowledgement? Proven(Organisation organisation) =>
        organisation.HasAccounts && !PersonId.Is(Acknowledged?.By ?? "") ? null : Acknowledged;
}

/// <summary>A person who accepts announcements has read one, and is prepared for questions.</summary>
public sealed record Acknowledgement(string By, ImmutableArray<string> Roles, DateTimeOffset At);
