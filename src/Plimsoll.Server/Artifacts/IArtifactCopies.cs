namespace Plimsoll.Server.Artifacts;

/// <summary>Where servers that work together find each other's artifacts.</summary>
public interface IArtifactCopies
{
    /// <summary>Whole when it answers, or not at all.</summary>
    Task Save(string sha256, string path, CancellationToken stop);

    /// <summary>False: there is none.</summary>
    Task<bool> Fetch(string sha256, Stream to, CancellationToken stop);

    Task<IReadOnlyList<string>> All(CancellationToken stop);
}
