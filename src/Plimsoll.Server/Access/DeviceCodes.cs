using System.Text.Json;

namespace Plimsoll.Server.Access;

/// <summary>Command lines that wait to be let in (after RFC 8628), for ten minutes.</summary>
/// <param name="shared">Changes what all servers on a database know of them, in one step: the terminal asks one, and its person
/// types the code at another. Null: in memory only.</param>
public sealed class DeviceCodes(TimeProvider machineTime, Func<Func<string, string>, string>? shared = null)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private const int Most = 200;
    private const int TypedLength = 8;
    private readonly Lock _gate = new();
    private string _here = "";

    /// <summary>Null when too many wait already.</summary>
    public (string Device, string Typed)? Begin(string about)
    {
        var (device, typed) = (Secrets.Make(), Ids.Typed(TypedLength));
        var begun = Change(waiting =>
        {
            if (waiting.Count >= Most) return false;
            waiting.Add(new Waiting(Secrets.Digest(device), typed, about, machineTime.GetUtcNow()));
            return true;
        });
        return begun ? (device, $"{typed[..4]}-{typed[4..]}") : null;
    }

    /// <summary>What asks under a code that somebody has typed; null when nothing does.</summary>
    public string? About(string typed) => Change(waiting => waiting.Find(Shows(typed))?.About);

    /// <summary>Lets it in as this person, or sends it away; false when nothing waits under the code.</summary>
    public bool Decide(string typed, string person) => Change(waiting =>
    {
        var at = waiting.FindIndex(Shows(typed));
        if (at < 0 || waiting[at].Decided) return false;
        waiting[at] = waiting[at] with { Decided = true, Person = person };
        return true;
    });

    /// <summary>What a device that asks again is told; an approval is given out once.</summary>
    public (DeviceState State, string Person, string About) Ask(string device)
    {
        var digest = Secrets.Digest(device);
        return Change(waiting =>
        {
            var at = waiting.FindIndex(w => w.Digest == digest);
            if (at < 0) return (DeviceState.Over, "", "");
            var (asks, now) = (waiting[at], machineTime.GetUtcNow());
            if (!asks.Decided)
            {
                waiting[at] = asks with { Asked = now };
                return (now - asks.Asked < Interval / 2 ? DeviceState.TooFast : DeviceState.Waits, "", "");
            }

            waiting.RemoveAt(at);
            return (asks.Person == "" ? DeviceState.Denied : DeviceState.LetIn, asks.Person, asks.About);
        });
    }

    private static Predicate<Waiting> Shows(string typed)
    {
        var plain = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return waiting => waiting.Typed == plain;
    }

    private T Change<T>(Func<List<Waiting>, T> what)
    {
        T? found = default;
        lock (_gate) (shared ?? Here)(text => JsonSerializer.Serialize(Changed(text, waiting => found = what(waiting))));
        return found!;
    }

    private List<Waiting> Changed(string text, Action<List<Waiting>> what)
    {
        List<Waiting> waiting = text == "" ? [] : JsonSerializer.Deserialize<List<Waiting>>(text) ?? [];
        waiting.RemoveAll(w => machineTime.GetUtcNow() - w.Began >= Lifetime);
        what(waiting);
        return waiting;
    }

    private string Here(Func<string, string> change) => _here = change(_here);

    private sealed record Waiting(string Digest, string Typed, string About, DateTimeOffset Began)
    {
        public DateTimeOffset? Asked { get; init; }
        public bool Decided { get; init; }
        public string Person { get; init; } = "";
    }
}

public enum DeviceState { Waits, TooFast, LetIn, Denied, Over }
