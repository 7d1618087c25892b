namespace Plimsoll.Server.Drivers.Shells;

/// <summary>The artifacts that this server has brought to a place, or begun to.</summary>
internal sealed class BroughtArtifacts : IDisposable
{
    private readonly SemaphoreSlim _turns = new(1);
    private readonly HashSet<string> _digests = new(StringComparer.Ordinal);

    /// <summary>Targets that share the place wait here, and find the artifact where the first one brought it. One at a time, for
    /// as long as the turn is not disposed.</summary>
    public async Task<Turn> Alone(CancellationToken stop)
    {
        await _turns.WaitAsync(stop);
        return new Turn(this);
    }

    public void Dispose() => _turns.Dispose();

    internal readonly struct Turn(BroughtArtifacts place) : IDisposable
    {
        /// <summary>True the first time: nothing of it is there that this server knows of.</summary>
        public bool Begins(string sha256) => place._digests.Add(sha256);

        public void Dispose() => place._turns.Release();
    }
}
