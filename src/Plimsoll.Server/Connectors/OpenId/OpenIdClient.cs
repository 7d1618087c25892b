using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Plimsoll.Core.Access;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Connectors.OpenId;

/// <summary>Signs somebody in at the provider: the code flow of OpenID Connect, with PKCE.</summary>
public sealed class OpenIdClient(ProviderWay way, ProviderMetadata metadata, IdTokens tokens, ClientSecret secret)
{
    /// <summary>Where the browser goes to prove who it is.</summary>
    public async Task<string> AddressOf(IdentityProvider provider, Ticket ticket, CancellationToken stop)
    {
        var known = await metadata.Of(provider.Issuer, stop);
        var message = new OpenIdConnectMessage
        {
            IssuerAddress = known.AuthorizationEndpoint,
            ClientId = provider.ClientId,
            ResponseType = OpenIdConnectResponseType.Code,
            RedirectUri = ticket.Back,
            Scope = string.Join(' ', provider.Scopes),
            State = ticket.State,
            Nonce = ticket.Nonce,
            EnableTelemetryParameters = false,
        };
        message.SetParameter("code_challenge", Challenge(ticket.Verifier));
        message.SetParameter("code_challenge_method", "S256");
        return message.CreateAuthenticationRequestUrl();
    }

    /// <summary>Where the browser may sign out at the provider too; empty when it offers nothing.</summary>
    public async Task<string> EndOf(IdentityProvider provider, string back, CancellationToken stop)
    {
        var known = await metadata.Of(provider.Issuer, stop);
        if (string.IsNullOrEmpty(known.EndSessionEndpoint)) return "";
        var message = new OpenIdConnectMessage
        {
            IssuerAddress = known.EndSessionEndpoint, ClientId = provider.ClientId, PostLogoutRedirectUri = back,
            EnableTelemetryParameters = false,
        };
        return message.CreateLogoutRequestUrl();
    }

    /// <summary>Who came back with this answer.</summary>
    /// <exception cref="SignInFailed">Nobody who can be trusted.</exception>
    public async Task<Claims> Finish(
        IdentityProvider provider, Ticket ticket, OpenIdConnectMessage answer, CancellationToken stop)
    {
        var known = await metadata.Of(provider.Issuer, stop);
        CheckIssuer(provider, known, answer);
        if (!string.IsNullOrEmpty(answer.Error)) throw Refused(provider, answer.Error);
        if (string.IsNullOrEmpty(answer.Code))
            throw new SignInFailed($"{provider.Name} sent no code. Sign in again.");
        var granted = await Redeem(provider, known, ticket, answer.Code, stop);
        var token = await tokens.Check(granted, provider, ticket, stop);
        return await ClaimsOf(provider, known, granted, token, stop);
    }

    // RFC 9207: an answer of another provider, mixed into this sign-in, would show our code to it.
    private static void CheckIssuer(
        IdentityProvider provider, OpenIdConnectConfiguration known, OpenIdConnectMessage answer)
    {
        if (string.IsNullOrEmpty(answer.Iss)
            ? known.AuthorizationResponseIssParameterSupported : answer.Iss != provider.Issuer)
            throw new SignInFailed(
                $"The answer is not from {provider.Name}, which this sign-in was begun with. Nothing was sent to "
                + "anybody. Begin again at the sign-in page of this server.");
    }

    private static SignInFailed Refused(IdentityProvider provider, string error) => new(error switch
    {
        "access_denied" => $"{provider.Name} did not let you in, or you said no there. Sign in again, or ask whoever "
            + "runs it for access to Plimsoll.",
        "login_required" or "interaction_required" or "consent_required" or "account_selection_required" =>
            $"{provider.Name} wants to ask you something first. Sign in again.",
        "server_error" or "temporarily_unavailable" =>
            $"{provider.Name} has trouble of its own. Try again in a minute.",
        _ => $"{provider.Name} refused with `{Plain(error)}`. "
            + "An administrator looks at the client id, the redirect address and the scopes at the provider.",
    });

    // Whoever makes the address of the answer writes it.
    private static string Plain(string error) =>
        new([.. error.Where(c => char.IsAsciiLetterOrDigit(c) || c == '_').Take(40)]);

    private async Task<OpenIdConnectMessage> Redeem(
        IdentityProvider provider, OpenIdConnectConfiguration known, Ticket ticket, string code, CancellationToken stop)
    {
        var shown = await secret.Of(provider, stop);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = ticket.Back,
            ["code_verifier"] = ticket.Verifier,
        };
        // Told nothing, the standard means the header.
        var inHeader = shown is not null && (known.TokenEndpointAuthMethodsSupported.Count == 0
            || known.TokenEndpointAuthMethodsSupported.Contains("client_secret_basic"));
        if (!inHeader) form["client_id"] = provider.ClientId;
        if (!inHeader && shown is not null) form["client_secret"] = shown.Reveal();
        var (status, text) = await way.Ask(provider.Issuer, known.TokenEndpoint, request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = new FormUrlEncodedContent(form);
            if (inHeader) request.Headers.Authorization = Basic(provider.ClientId, shown?.Reveal() ?? "");
        }, stop);
        var granted = Read(text);
        if (status == StatusCodes.Status200OK && granted is { IdToken.Length: > 0, AccessToken.Length: > 0 })
            return granted;
        throw new SignInFailed(granted?.Error switch
        {
            "invalid_grant" => $"{provider.Name} does not take this sign-in any more: it was used already, or took too "
                + "long. Sign in again.",
            "invalid_client" or "unauthorized_client" => $"{provider.Name} does not know this server by its client id "
                + "and secret. An administrator sets them anew under Settings, Sign-in.",
            _ => $"{provider.Name} answered {status} and gave no token. Sign in again; if it comes back, tell "
                + "an administrator.",
        });
    }

    private static AuthenticationHeaderValue Basic(string id, string secret) => new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Encoded(id)}:{Encoded(secret)}")));

    private static string Encoded(string part) =>
        Uri.EscapeDataString(part).Replace("%20", "+", StringComparison.Ordinal);

    private static string Challenge(string verifier) =>
        Base64UrlEncoder.Encode(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static OpenIdConnectMessage? Read(string json)
    {
        try
        {
            return new OpenIdConnectMessage(json);
        }
        catch (Exception unread) when (unread is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What the token leaves out is asked for; what stands in it counts.</summary>
    private async Task<Claims> ClaimsOf(
        IdentityProvider provider, OpenIdConnectConfiguration known, OpenIdConnectMessage granted, JsonWebToken token,
        CancellationToken stop)
    {
        var said = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload)).RootElement;
        string[] wanted = ["email", "email_verified", "name", provider.GroupsClaim];
        var more = wanted.All(name => said.TryGetProperty(name, out _)) || string.IsNullOrEmpty(known.UserInfoEndpoint)
            ? default
            : await UserInfo(provider, known.UserInfoEndpoint, granted.AccessToken, token.Subject, stop);
        var claims = new ClaimReader(said, more);
        if (claims.IsElsewhere(provider.GroupsClaim))
            throw new SignInFailed(
                $"{provider.Name} sent no list of your groups, because there are too many. An administrator limits it "
                + "at the provider to the groups that matter here.");
        return new Claims(
            provider.Issuer, token.Subject, claims.ProvenMail, claims.Text("name"), claims.Texts(provider.GroupsClaim));
    }

    private async Task<JsonElement> UserInfo(
        IdentityProvider provider, string address, string token, string subject, CancellationToken stop)
    {
        var (status, text) = await way.Ask(provider.Issuer, address,
            request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token), stop);
        try
        {
            var read = JsonDocument.Parse(status == StatusCodes.Status200OK ? text : "null").RootElement;
            if (read.ValueKind == JsonValueKind.Object && read.TryGetProperty("sub", out var sub)
                && sub.ValueKind == JsonValueKind.String && sub.GetString() == subject) return read;
        }
        catch (JsonException)
        {
            // Told below, like everything else that is no answer.
        }

        throw new SignInFailed(
            $"{provider.Name} did not say who you are when it was asked ({status}). Sign in again; if it comes back, "
            + "tell an administrator.");
    }
}
