namespace Plimsoll.Server.Connectors.OpenId;

/// <summary>A sign-in that was begun: what only this browser and this server know until it comes back.</summary>
/// <param name="Verifier">Shown with the code: whoever took the code on its way has nothing (PKCE).</param>
/// <param name="Nonce">Comes back inside the token: one made for another sign-in is refused.</param>
/// <param name="Back">Where the provider sends the browser; said twice, the same both times.</param>
public sealed record Ticket(
    string Issuer, string State, string Nonce, string Verifier, string Back, string To, DateTimeOffset Until)
{
    /// <summary>Comes with an invitation: its code; empty otherwise.</summary>
    public string Invitation { get; init; } = "";

    /// <summary>Is signed in already and ties the account to themselves; empty otherwise.</summary>
    public string Person { get; init; } = "";
}
