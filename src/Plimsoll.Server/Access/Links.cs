namespace Plimsoll.Server.Access;

/// <summary>One-time links: a code that lets one browser in, once, within ten minutes. Only in memory.</summary>
public class Links(TimeProvider machineTime)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private const int MostOpen = 32;
    private readonly Lock _gate = new();
    private readonly List<(string Digest, long Made)> _open = [];

    public string Make()
    {
        var code = Secrets.Make();
        lock (_gate)
        {
            Forget();
            if (_open.Count == MostOpen)
                _open.RemoveAt(0);
            _open.Add((Secrets.Digest(code), machineTime.GetTimestamp()));
        }

        return code;
    }

    /// <summary>Whether a code could be taken now; it stays.</summary>
    public bool Has(string code)
    {
        var digest = Secrets.Digest(code);
        lock (_gate)
        {
            Forget();
            return _open.Exists(l => l.Digest == digest);
        }
    }

    /// <summary>True once for each code that was made, while it lives.</summary>
    public bool Take(string code)
    {
        var digest = Secrets.Digest(code);
        lock (_gate)
        {
            Forget();
            return _open.RemoveAll(l => l.Digest == digest) > 0;
        }
    }

    private void Forget() => _open.RemoveAll(l => machineTime.GetElapsedTime(l.Made) >= Lifetime);
}

/// <summary>Links for whoever becomes the first administrator.</summary>
public sealed class FirstLinks(TimeProvider machineTime) : Links(machineTime);
