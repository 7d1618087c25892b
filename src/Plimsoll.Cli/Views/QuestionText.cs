using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>What a deployment asks, and each answer as a command.</summary>
internal static class QuestionText
{
    public static string Of(string deployment, QuestionView question) =>
        $"  {Plain.Text(question.Text)}\n  It is answered until {Plain.Time(question.Expires)} with one of:\n" +
        string.Concat(question.Choices.Select(choice => Answer(deployment, choice)));

    private static string Answer(string deployment, string choice)
    {
        var reason = choice == "retry" ? "" : " --reason \"…\"";
        return $"    plimsoll deployment answer {deployment} {Plain.Text(choice)}{reason}\n";
    }
}
