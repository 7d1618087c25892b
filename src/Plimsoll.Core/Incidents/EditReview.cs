using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Writes a part of the review. Whoever writes on an older text is told, and loses nothing.</summary>
/// <param name="Revision">The revision the text was written on; 0 for the first.</param>
public sealed record EditReview(string Section, string Text, int Revision) : IncidentCommand
{
    private const int Longest = 50_000;

    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.Over() is { } over) return over;
        if (!Sections.All.Contains(Section))
            return Refusal.NotFound($"A review has no part {Section}; it has {string.Join(", ", Sections.All)}.");
        if (Text.Length > Longest) return Refusal.Invalid($"A part has at most {Longest:N0} characters.");
        if (string.IsNullOrWhiteSpace(Text)) return Refusal.Invalid("Write something; an empty part tells nothing.");
        var there = incident.Review.Section(Section);
        if (there is { } newer && newer.Revision != Revision && newer.Text != Text.Trim())
            return Refusal.Conflict($"Not saved: {newer.By} saved {Sections.TitleOf(Section)} as revision " +
                $"{newer.Revision} at {newer.At:HH:mm} UTC; yours was written on revision {Revision}. " +
                "Read theirs, bring yours in and save again.");
        return there?.Text == Text.Trim() ? Ruling.Of<IncidentEvent>()
            : new ReviewEdited(Section, Text.Trim(), (there?.Revision ?? 0) + 1);
    }
}

public sealed record ReviewEdited(string Section, string Text, int Revision) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment)
    {
        var review = incident.Review with
        {
            Sections = incident.Review.Sections.SetItem(
                Section, new Section(Section, Text, Revision, moment.Actor, moment.At)),
        };
        var edited = incident with { Review = review };
        return (Section == Sections.RootCause ? edited.Satisfy(DutyConcepts.RootCause, moment) : edited).Tell(moment,
            $"Review: {Sections.TitleOf(Section)} {(Revision == 1 ? "written" : $"changed, revision {Revision}")}");
    }
}
