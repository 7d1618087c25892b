using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Server.Connectors.Webhook;

/// <summary>One message of the outbox as a request to somebody's address (Standard Webhooks 1.0.0).</summary>
/// <param name="Key">The outbox key; the message's id is made of it, so that a repeat is recognised as one.</param>
/// <param name="Body">JSON with <c>type</c>, <c>timestamp</c> and <c>data</c>; signed as it is, byte for byte.</param>
public sealed record Webhook(string Key, string Url, string Body)
{
    /// <summary>The same for the same key, and for no other.</summary>
    public string Id => $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)).AsSpan(0, 16))}";
}

/// <summary>How sending ended.</summary>
public abstract record WebhookOutcome
{
    /// <summary>The receiver has taken it.</summary>
    public sealed record Sent : WebhookOutcome;

    /// <summary>Trying again may help.</summary>
    /// <param name="After">How long the receiver asked to be left alone; zero when it did not say.</param>
    public sealed record RetryLater(string Reason, TimeSpan After) : WebhookOutcome;

    /// <summary>Nobody will ever take it there.</summary>
    public sealed record Rejected(string Reason) : WebhookOutcome;
}
