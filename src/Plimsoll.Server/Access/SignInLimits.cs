namespace Plimsoll.Server.Access;

/// <summary>How often one may guess: per account and per address, over a quarter of an hour. Only in memory.</summary>
/// <remarks>Accounts that do not exist are counted as well: what is said never depends on whether one does.</remarks>
public sealed class SignInLimits(TimeProvider machineTime)
{
    public const int PerAccount = 5;
    public const int PerAddress = 50;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private const int Most = 20_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<long>> _failures = [];

    /// <summary>Counts a try before it is made, so that many at once are no way around it.</summary>
    /// <returns>How long to wait; null when it may be made.</returns>
    public TimeSpan? Begin(string account, string address)
    {
        lock (_gate)
        {
            var wait = Longer(Wait(Of(account), PerAccount), Wait(At(address), PerAddress));
            if (wait is not null) return wait;
            if (_failures.Count >= Most) Forget();
            Add(Of(account));
            Add(At(address));
            return null;
        }
    }

    /// <summary>Who signed in has guessed nothing.</summary>
    public void Succeeded(string account, string address)
    {
        lock (_gate)
        {
            _failures.Remove(Of(account));
            if (_failures.GetValueOrDefault(At(address)) is { Count: > 0 } tries) tries.RemoveAt(tries.Count - 1);
        }
    }

    public int Left(string account)
    {
        lock (_gate)
        {
            return PerAccount - Recent(Of(account)).Count;
        }
    }

    private static string Of(string account) => "of " + Secrets.Digest(account.Trim().ToLowerInvariant());

    private static string At(string address) => "at " + address;

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one > other || other is null ? one : other;

    private TimeSpan? Wait(string key, int most)
    {
        var recent = Recent(key);
        return recent.Count < most ? null : Window - machineTime.GetElapsedTime(recent[^most]);
    }

    private List<long> Recent(string key)
    {
        if (!_failures.TryGetValue(key, out var tries)) return [];
        tries.RemoveAll(t => machineTime.GetElapsedTime(t) >= Window);
        if (tries.Count == 0) _failures.Remove(key);
        return tries;
    }

    private void Add(string key)
    {
        if (!_failures.TryGetValue(key, out var tries)) _failures[key] = tries = [];
        tries.Add(machineTime.GetTimestamp());
    }

    private void Forget()
    {
        foreach (var key in _failures.Keys.ToList()) Recent(key);
        if (_failures.Count >= Most) _failures.Clear();
    }
}
