using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Plimsoll.Server.Connectors.OpenId;
using Plimsoll.Server.Site;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Access;

/// <summary>Sign-ins that were begun: each sealed in a cookie of the browser that began it.</summary>
/// <remarks>Nothing is kept of strangers who go away; of who came back, that their state is spent.</remarks>
public sealed class Tickets(IDataProtectionProvider seals, MachineTime time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private const int MostSpent = 10_000;
    private readonly IDataProtector _seal = seals.CreateProtector("sign-in");
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _spent = [];

    public Ticket Begin(HttpContext http, string issuer, string to, string invitation = "", string person = "")
    {
        var ticket = new Ticket(
            issuer, Secrets.Make(), Secrets.Make(), Secrets.Make(),
            ProviderSignIn.BackTo(http), to, time.Now + Lifetime)
        {
            Invitation = invitation, Person = person,
        };
        http.Response.Cookies.Append(
            Name(http), _seal.Protect(JsonSerializer.Serialize(ticket)), Options(http, Lifetime));
        return ticket;
    }

    /// <summary>What this browser began with this state; null where it did not, and the second time.</summary>
    public Ticket? Take(HttpContext http, string state)
    {
        var sealedOne = http.Request.Cookies[Name(http)];
        http.Response.Cookies.Delete(Name(http), Options(http, null));
        var ticket = sealedOne is { Length: > 0 } ? Open(sealedOne) : null;
        return ticket is not null && Proof.Holds(state, ticket.State) && time.Now < ticket.Until && Spend(ticket)
            ? ticket : null;
    }

    private Ticket? Open(string sealedOne)
    {
        try
        {
            return JsonSerializer.Deserialize<Ticket>(_seal.Unprotect(sealedOne));
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private bool Spend(Ticket ticket)
    {
        lock (_gate)
        {
            foreach (var over in _spent.Where(s => s.Value <= time.Now).Select(s => s.Key).ToList())
                _spent.Remove(over);
            // Whoever floods it makes it forget the oldest, which the provider takes no code for any more either.
            if (_spent.Count >= MostSpent) _spent.Remove(_spent.MinBy(s => s.Value).Key);
            return _spent.TryAdd(Secrets.Digest(ticket.State), ticket.Until);
        }
    }

    private static string Name(HttpContext http) => Cookies.Name(http, "sign-in");

    // Lax: the provider, another site, leads the browser back with it. It is good for nothing but coming back.
    private static CookieOptions Options(HttpContext http, TimeSpan? age)
    {
        var options = Cookies.Lasting(http, age);
        options.SameSite = SameSiteMode.Lax;
        return options;
    }
}
