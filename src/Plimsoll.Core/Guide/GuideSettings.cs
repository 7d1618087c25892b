using System.Collections.Immutable;

namespace Plimsoll.Core.Guide;

/// <summary>What an organisation sets beside its guide, in <c>GUIDE.plimsoll.yaml</c>.</summary>
public sealed record GuideSettings
{
    public static GuideSettings House { get; } = new();

    /// <summary>IANA zone in which days begin; UTC where nothing is said.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The days of the week on which people work, for "business days".</summary>
    public ImmutableArray<DayOfWeek> WorkDays { get; init; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Days on which nobody works.</summary>
    public ImmutableArray<DateOnly> Holidays { get; init; } = [];

    /// <summary>The retrospective counts once it is booked; otherwise it has to begin in time.</summary>
    public bool RetrospectiveBooked { get; init; }

    /// <summary>How soon after the resolution the final update is due, where the guide gives it no time.</summary>
    public TimeSpan FinalUpdateWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How soon after the resolution the review's other lines are due, where the guide gives them no time.
    /// </summary>
    public TimeSpan ReviewWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The next change of the guide takes two people: one proposes, another approves.</summary>
    public bool ChangeNeedsSecondPerson { get; init; }

    /// <summary>What answers conditions on the change; a condition no rule is about is asked of a person.</summary>
    public ImmutableArray<PropertyRule> Properties { get; init; } = [];

    /// <summary>Nothing is set beside the guide.</summary>
    // Lists that were read are other lists, however much they say the same.
    public bool AreTheHouses() => WorkDays.SequenceEqual(House.WorkDays) && Holidays.IsEmpty && Properties.IsEmpty
        && this with { WorkDays = House.WorkDays, Holidays = House.Holidays, Properties = House.Properties } == House;
}
