namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>How many hosts are dialed at once. The exchange of keys is the dearest this server does for a host: begun for
/// hundreds at the same time, none would be through before all are, and each would be given up as not answering.</summary>
/// <param name="most">So many at once.</param>
/// <param name="patience">A host that has not said what it is by then gives its seat to another and goes on without.</param>
internal sealed class DialSeats(int most, TimeSpan patience) : IDisposable
{
    private readonly SemaphoreSlim _free = new(most);

    public async Task<Seat> Take(CancellationToken stop)
    {
        await _free.WaitAsync(stop);
        return new Seat(_free, patience);
    }

    public void Dispose() => _free.Dispose();

    internal sealed class Seat : IDisposable
    {
        private readonly SemaphoreSlim _free;
        private readonly Timer _late;
        private int _isKept, _isGiven;

        public Seat(SemaphoreSlim free, TimeSpan patience)
        {
            _free = free;
            _late = new Timer(_ => GiveUp(), null, patience, Timeout.InfiniteTimeSpan);
        }

        /// <summary>The host has said what it is: from now on it costs this server work.</summary>
        public void Keep() => Volatile.Write(ref _isKept, 1);

        public void Dispose()
        {
            _late.Dispose();
            Give();
        }

        private void GiveUp()
        {
            if (Volatile.Read(ref _isKept) == 0) Give();
        }

        private void Give()
        {
            if (Interlocked.Exchange(ref _isGiven, 1) != 0) return;
            try
            {
                _free.Release();
            }
            catch (ObjectDisposedException)
            {
                // The server stops: nobody waits for it.
            }
        }
    }
}
