namespace Plimsoll.Server.Connectors.Email;

/// <summary>The mail server everything is sent through.</summary>
/// <param name="From">The address mail comes from; its domain is part of every message's id.</param>
/// <param name="User">Null: the server takes mail without signing in.</param>
public sealed record MailSettings(
    string Host, int Port, string From, string? User = null, MailPassword? Password = null)
{
    /// <summary>How long one mail may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>A password that does not show itself.</summary>
public sealed class MailPassword(string text)
{
    internal string Reveal() => text;

    public override string ToString() => "***";
}
