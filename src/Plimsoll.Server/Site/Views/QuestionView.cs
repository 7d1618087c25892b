namespace Plimsoll.Server.Site.Views;

/// <summary>An interruption: something asks, and only a person can say how it goes on.</summary>
/// <param name="Action">Where the answer goes.</param>
/// <param name="Until">When it was asked and what happens without an answer.</param>
public sealed record QuestionView(
    string Id, string Action, string Question, string Until, string Detail, IReadOnlyList<ChoiceView> Choices);

/// <param name="Consequence">What happens when it is taken.</param>
/// <param name="Proposed">The one Plimsoll would take.</param>
/// <param name="Risky">It touches what customers see.</param>
public sealed record ChoiceView(
    string Value, string Icon, string Title, string Consequence, bool Proposed = false, bool Risky = false);
