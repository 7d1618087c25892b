using Plimsoll.Core.Deployments;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>What a deployment asks, with what each answer does.</summary>
internal static class DeploymentQuestion
{
    public static QuestionView? Of(Deployment run) => run.Question is not { } question ? null : new QuestionView(
        $"{question.AskedAt.UtcTicks}", $"{DeploymentPageView.HrefOf(run.Id)}/answer-question",
        $"{run.Order.Version} on {run.Environment}: what should happen?",
        $"Asked {Words.TimeOfDay(question.AskedAt)}, no answer by {Words.Stamp(question.Expires)} fails the deployment",
        question.Text.Sentence, [.. question.Choices.Select(c => View(run, question, c))]);

    public static Choice? ChoiceOf(string value) =>
        Enum.GetValues<Choice>().Where(c => ValueOf(c) == value).Select(c => (Choice?)c).FirstOrDefault();

    /// <summary>The answer as its form carries it.</summary>
    public static string ValueOf(Choice choice) =>
        choice == Choice.RollBack ? "roll-back" : choice.ToString().ToLowerInvariant();

    private static ChoiceView View(Deployment run, Question question, Choice choice)
    {
        var what = string.Join(", ", question.Actions);
        return choice switch
        {
            Choice.Retry =>
                new ChoiceView(ValueOf(choice), "retry", "Retry", $"Runs {what} again with the same inputs.",
                    Proposed: true),
            Choice.Skip => new ChoiceView(ValueOf(choice), "fwd", "Skip", $"Goes on without {what}. Stays on record."),
            Choice.Exclude =>
                new ChoiceView(ValueOf(choice), "out", "Exclude target",
                    $"Leaves {Targets(run, question)} out and does the rest."),
            Choice.Fail =>
                new ChoiceView(ValueOf(choice), "x", "Fail", "Stops here, keeps what is deployed, holds the lane."),
            _ => new ChoiceView(ValueOf(choice), "back", "Roll back", RollBack(run), Risky: true),
        };
    }

    private static string RollBack(Deployment run) => run.Touched.Count == 0
        ? "Stops here; no target was changed yet."
        : $"Returns {Words.Count(run.Touched.Count, "target", "targets")} to the last known good and holds the lane.";

    private static string Targets(Deployment run, Question question) => string.Join(
        ", ", run.Plan.Where(p => question.Actions.Contains(p.Key) && p.Target != "").Select(p => p.Target).Distinct());
}
