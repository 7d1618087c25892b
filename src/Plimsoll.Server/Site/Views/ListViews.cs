namespace Plimsoll.Server.Site.Views;

/// <summary>A field to find a service in, as an address.</summary>
/// <param name="Path">The page that shows what is found.</param>
/// <param name="Field">The name of what is asked for in that address.</param>
/// <param name="Text">What was typed.</param>
public sealed record FindView(string Path, string Field, string Text);

/// <summary>A page of a longer list.</summary>
/// <param name="After">How many come before it.</param>
/// <param name="Shown">None: whoever asked went beyond its end.</param>
/// <param name="Previous">The address of the page before; empty at the beginning.</param>
/// <param name="Next">The address of the page after it; empty at the end.</param>
public sealed record PartView(int After, int Shown, int All, string Previous, string Next)
{
    public string Sentence => Shown == 1 ? $"{After + 1} of {All}" : $"{After + 1}–{After + Shown} of {All}";
}

/// <param name="Older">Address of the next page of the list; empty at its end.</param>
public sealed record ReleasesView(
    string Sentence,
    IReadOnlyList<FilterView> Filters,
    IReadOnlyList<ReleaseRow> Rows,
    string Older,
    NewReleaseView? New)
{
    /// <summary>How a service is found, where they are too many for a link each; else null.</summary>
    public FindView? Find { get; init; }
}

public sealed record ReleaseRow(
    string Href,
    string Service,
    string Version,
    string Type,
    IReadOnlyList<Sign> Gates,
    Sign Sign,
    string Detail,
    DateTimeOffset Created,
    string By);

/// <summary>What a release can be made for: name and title of the services; none where they are too many to list.</summary>
public sealed record NewReleaseView(IReadOnlyList<(string Name, string Title)> Services);

public sealed record DeploymentsView(
    string Sentence, IReadOnlyList<FilterView> Filters, IReadOnlyList<DeploymentRow> Rows, string Older, bool Moves)
{
    /// <summary>How a service is found, where they are too many for a link each; else null.</summary>
    public FindView? Find { get; init; }

    /// <summary>Of the one service that is shown: what is known of restoring its backups.</summary>
    public IReadOnlyList<DrillRow> Drills { get; init; } = [];
}

/// <param name="Output">Where what it wrote is; empty where there is none.</param>
public sealed record DrillRow(
    string Service, string Environment, Sign Sign, string Detail, string Output, FormView? Form);

/// <param name="Tag"><c>Deploy</c>, <c>Rollback</c>, <c>Redeploy</c>.</param>
public sealed record DeploymentRow(
    string Href,
    string Id,
    string Service,
    string Version,
    string Environment,
    string Tag,
    Sign Sign,
    string Detail,
    DateTimeOffset Started,
    TimeSpan? Took,
    string By);

/// <param name="Hint">What to set so that messages leave; empty when they can.</param>
public sealed record OutboxView(string Sentence, string Hint, IReadOnlyList<MessageView> Messages, string Older);

/// <param name="Detail">Attempts and the last answer.</param>
/// <param name="CanSend">A person may have it sent (again) now.</param>
public sealed record MessageView(
    string Id,
    Sign Sign,
    string Title,
    string To,
    string Detail,
    DateTimeOffset At,
    string Text,
    IReadOnlyList<FactView> Facts,
    bool CanSend);
