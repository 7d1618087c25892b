namespace Plimsoll.Server.Site.Views;

/// <summary>What did it write, all of it; and where does it say what I look for?</summary>
/// <param name="Sentence">Which lines are shown of how many, or how many hold what was looked for.</param>
/// <param name="Find">What was looked for; empty where lines are read in order.</param>
/// <param name="Attempts">All of the deployment, in the order they started.</param>
/// <param name="Raw">Address of the whole log as text.</param>
public sealed record DeploymentLogView(
    string Id, string Service, string ServiceTitle, string Title, string Sentence, string Find,
    IReadOnlyList<AttemptChoice> Attempts, IReadOnlyList<LogRow> Rows, LogWays Ways, string Raw)
{
    public string Deployment => $"/deployments/{Uri.EscapeDataString(Id)}";

    public string Href => $"{Deployment}/log";
}

public sealed record AttemptChoice(int Number, string Title, bool Current);

/// <summary>A line, or in the place of lines that are not kept a sentence without a number.</summary>
/// <param name="Number">As it is read; with its attempt where several are shown.</param>
/// <param name="Anchor">What the address of the line ends with; empty where the line is not the page's own.</param>
/// <param name="Marked">It is the one that was asked for.</param>
public sealed record LogRow(
    string Number, string Anchor, string Href, DateTimeOffset? At, string Text, bool Marked = false);

/// <summary>Addresses of the other lines; each empty where there are none.</summary>
public sealed record LogWays(string First, string Older, string Newer, string Last)
{
    public static LogWays None { get; } = new("", "", "", "");
}
