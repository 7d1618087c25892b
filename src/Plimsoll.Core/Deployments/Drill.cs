namespace Plimsoll.Core.Deployments;

/// <summary>One restore of a restore point to a scratch folder, to see whether and how fast it can be done.</summary>
/// <param name="Id">Unique on its lane.</param>
/// <param name="Target">The target on whose host it runs.</param>
public sealed record Drill(string Id, string Target, string RestorePoint, string By, DateTimeOffset At)
{
    /// <summary>Null while it runs.</summary>
    public Outcome? Outcome { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>What restoring and checking took on the host; zero where it was not measured.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>What lay in the scratch folder when it had been checked.</summary>
    public long Bytes { get; init; }

    public bool IsOpen => Outcome is null;
}
