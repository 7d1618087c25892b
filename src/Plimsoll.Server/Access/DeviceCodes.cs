namespace Plimsoll.Server.Access;

/// <summary>Command lines that wait to be let in (after RFC 8628): only in memory, for ten minutes.</summary>
public sealed class DeviceCodes(TimeProvider machineTime)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private const int Most = 200;
    private const int TypedLength = 8;
    private readonly Lock _gate = new();
    private readonly List<Waiting> _waiting = [];

    /// <summary>Null when too many wait already.</summary>
    public (string Device, string Typed)? Begin(string about)
    {
        var (device, typed) = (Secrets.Make(), Ids.Typed(TypedLength));
        lock (_gate)
        {
            Forget();
            if (_waiting.Count >= Most) return null;
            _waiting.Add(new Waiting(Secrets.Digest(device), typed, about, machineTime.GetTimestamp()));
        }

        return (device, $"{typed[..4]}-{typed[4..]}");
    }

    /// <summary>What asks under a code that somebody has typed; null when nothing does.</summary>
    public string? About(string typed)
    {
        lock (_gate)
        {
            return Find(typed)?.About;
        }
    }

    /// <summary>Lets it in as this person, or sends it away; false when nothing waits under the code.</summary>
    public bool Decide(string typed, string person)
    {
        lock (_gate)
        {
            if (Find(typed) is not { Decided: false } waiting) return false;
            (waiting.Decided, waiting.Person) = (true, person);
            return true;
        }
    }

    /// <summary>What a device that asks again is told; an approval is given out once.</summary>
    public (DeviceState State, string Person, string About) Ask(string device)
    {
        var digest = Secrets.Digest(device);
        lock (_gate)
        {
            Forget();
            if (_waiting.Find(w => w.Digest == digest) is not { } waiting) return (DeviceState.Over, "", "");
            if (!waiting.Decided)
            {
                var early = waiting.Asked is { } last && machineTime.GetElapsedTime(last) < Interval / 2;
                waiting.Asked = machineTime.GetTimestamp();
                return (early ? DeviceState.TooFast : DeviceState.Waits, "", "");
            }

            _waiting.Remove(waiting);
            return (waiting.Person == "" ? DeviceState.Denied : DeviceState.LetIn, waiting.Person, waiting.About);
        }
    }

    private Waiting? Find(string typed)
    {
        Forget();
        var plain = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return _waiting.Find(w => w.Typed == plain);
    }

    private void Forget() => _waiting.RemoveAll(w => machineTime.GetElapsedTime(w.Began) >= Lifetime);

    private sealed class Waiting(string digest, string typed, string about, long began)
    {
        public string Digest => digest;
        public string Typed => typed;
        public string About => about;
        public long Began => began;
        public long? Asked { get; set; }
        public bool Decided { get; set; }
        public string Person { get; set; } = "";
    }
}

public enum DeviceState { Waits, TooFast, LetIn, Denied, Over }
