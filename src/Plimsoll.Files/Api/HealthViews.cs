namespace Plimsoll.Files.Api;

/// <summary>How the server is, part by part.</summary>
/// <param name="Status">green, amber or red: the worst of its parts.</param>
/// <param name="Parts">Left out for who may not see reasons.</param>
public sealed record HealthView(string Status, IReadOnlyList<HealthPartView>? Parts);

/// <summary>One part of the server.</summary>
/// <param name="Sentence">What is, in words.</param>
/// <param name="Todo">What to do about it; empty where nothing is wrong.</param>
public sealed record HealthPartView(string Name, string Status, string Sentence, string Todo);

/// <summary>The servers that share a journal; one where it is nobody else's.</summary>
/// <param name="Position">Of the last fact of the journal.</param>
public sealed record NodesView(long Position, IReadOnlyList<NodeView> Nodes)
{
    /// <summary>Why only the server that answers is here: its database does not, and since when. Empty: all are.</summary>
    public string CutOff { get; init; } = "";

    /// <summary>Which of them have a mail server and which have none, where they differ; empty: they do not.</summary>
    public string Unlike { get; init; } = "";

    /// <summary>What to do about it.</summary>
    public const string Alike = "Start all of them with the same PLIMSOLL_MAIL_HOST and PLIMSOLL_MAIL_FROM.";
}

/// <summary>One server.</summary>
/// <param name="Id">Kept in its data folder; empty where there is only one.</param>
/// <param name="Name">Its machine and port.</param>
/// <param name="State"><c>works</c>, <c>serves</c>, or a sentence on what is the matter.</param>
/// <param name="BeatAt">When it last said that it lives, by the database's clock.</param>
/// <param name="At">Up to which position its pages know the journal.</param>
/// <param name="Lag">How many facts that is behind, at its last word.</param>
/// <param name="AheadMs">How far its clock is ahead of the database's, in milliseconds.</param>
public sealed record NodeView(
    string Id, string Name, string Address, string Version, string State, DateTimeOffset? BeganAt, DateTimeOffset? BeatAt, long At,
    long Lag, long AheadMs)
{
    /// <summary>The one that answers.</summary>
    public bool IsThis { get; init; }

    /// <summary>It was heard of within the last seconds.</summary>
    public bool IsHeard { get; init; }

    /// <summary>Whether it has a mail server: <c>yes</c>, <c>no</c>; empty where an older version does not say.</summary>
    public string Mail { get; init; } = "";

    /// <summary>It carries deployments, duties, pages and messages.</summary>
    public bool Works { get; init; }
}
