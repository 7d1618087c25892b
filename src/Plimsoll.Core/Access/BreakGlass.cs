using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>The node's own token is used although accounts exist: on record before anything is done with it.</summary>
public sealed record BreakGlass(string What, string Reason) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now) =>
        !PersonId.IsNode(now.Actor) ? Refusal.Forbidden("Only the node's own token breaks the glass.")
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say why; an administrator reads it afterwards.")
        : new GlassBroken(What, Reason.Trim());
}

public sealed record GlassBroken(string What, string Reason) : AccessEvent
{
    // Every use stays in the journal; in memory, what nobody has to look at any more makes room.
    private const int Kept = 200;

    public override Organisation Apply(Organisation organisation, Moment moment)
    {
        var number = organisation.Glass is [.., var last] ? last.Number + 1 : 1;
        var glass = organisation.Glass.Add(new BrokenGlass(number, What, Reason, moment.Actor, moment.At, "", ""));
        var oldest = glass.FirstOrDefault(g => g.IsReviewed);
        return organisation with { Glass = glass.Length > Kept && oldest is not null ? glass.Remove(oldest) : glass };
    }
}

/// <summary>An administrator has looked at it and says so.</summary>
public sealed record ReviewBreakGlass(int Number, string Note) : AccessCommand
{
    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now)
    {
        if (PersonId.IsNode(now.Actor) || !organisation.Permits(now.Actor, Permissions.ReviewGlass, Scope.Organisation))
            return Refusal.Forbidden(
                $"It is reviewed by {Permitting.WhoMay(Permissions.ReviewGlass)} of the organisation, signed in.");
        if (organisation.Glass.FirstOrDefault(g => g.Number == Number) is not { } glass)
            return Refusal.NotFound(
                $"There is no use {Number} of the node's own token; Settings, People lists each with its number.");
        return glass.IsReviewed ? Ruling.Of<AccessEvent>() : new GlassReviewed(Number, Note.Trim());
    }
}

public sealed record GlassReviewed(int Number, string Note) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) =>
        organisation.Glass.FirstOrDefault(g => g.Number == Number) is { } glass
            ? organisation with
            {
                Glass = organisation.Glass.Replace(glass, glass with { ReviewedBy = moment.Actor, Review = Note }),
            }
            : organisation;
}
