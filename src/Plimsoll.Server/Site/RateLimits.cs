using System.Threading.RateLimiting;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Site;

/// <summary>How often one caller may ask; who responds to an incident is never told to wait.</summary>
/// <param name="Burst">Requests at once.</param>
/// <param name="PerSecond">How many more each second brings.</param>
public sealed record RateLimit(int Burst, int PerSecond)
{
    public static RateLimit Usual { get; } = new(5000, 1000);
}

public static class RateLimits
{
    private static readonly string[] Response = ["incidents", "pages", "ack", "oncall", "health"];
    private static readonly string[] Orders = ["answer", "cancel", "acknowledge"];

    /// <summary>After the guard: who is not let in is no caller.</summary>
    public static void UseRateLimits(this WebApplication app, RateLimit limit)
    {
        var callers = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            RateLimitPartition.GetTokenBucketLimiter(CallerOf(http), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limit.Burst, TokensPerPeriod = limit.PerSecond, QueueLimit = 0,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }));
        app.Lifetime.ApplicationStopped.Register(callers.Dispose);
        app.Use(async (http, next) =>
        {
            if (IsResponse(http.Request.Path)) { await next(http); return; }
            using var lease = callers.AttemptAcquire(http);
            if (lease.IsAcquired) await next(http);
            else await TooMany(http).ExecuteAsync(http);
        });
    }

    /// <summary>Acknowledging, paging, incidents, rollback and what stops or answers a deployment.</summary>
    public static bool IsResponse(PathString path)
    {
        var parts = (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var own = parts is ["api", _, ..] ? parts[2..] : parts;
        // Anybody may post to a webhook, and calls its service what they like.
        return own is [var first, ..] && first != "webhooks" && (
            Response.Contains(first) || Orders.Contains(own[^1])
            || own[^1].EndsWith("rollback", StringComparison.Ordinal));
    }

    private static string CallerOf(HttpContext http) =>
        http.SessionKey() is { Length: > 0 } session ? session
        // Who forges messages uses up their own share, not that of who sends true ones.
        : http.IsKnown() ? $"program of {http.Actor()}" : $"at {http.Connection.RemoteIpAddress}";

    private static IResult TooMany(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return http.Problem(429, "Too many requests",
            "Nothing was done. Wait a second and ask again; incidents, pages and rollbacks are answered at any time.",
            code: "limit.requests");
    }
}
