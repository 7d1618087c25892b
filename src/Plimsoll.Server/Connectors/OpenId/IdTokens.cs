using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Plimsoll.Core.Access;

namespace Plimsoll.Server.Connectors.OpenId;

/// <summary>Whether an ID token is this provider's, for this server, of this sign-in and of now.</summary>
public sealed class IdTokens(ProviderMetadata metadata, TimeProvider machineTime)
{
    /// <summary>How far the clocks of two machines may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    // Only what is signed with a key nobody else has: with a shared secret or none, anybody could write a token.
    private static readonly string[] Signed =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly OpenIdConnectProtocolValidator _protocol = new()
    {
        RequireTimeStampInNonce = false, RequireStateValidation = false,
    };


    public async Task<JsonWebToken> Check(
        OpenIdConnectMessage answer, IdentityProvider provider, Ticket ticket, CancellationToken stop)
    {
        var known = await metadata.Of(provider.Issuer, stop);
        var result = await Validate(answer.IdToken, provider, known);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException
            && await metadata.Newer(provider.Issuer, stop) is var newer && newer != known)
            result = await Validate(answer.IdToken, provider, newer);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
            throw NotTrusted(provider, WhyNot(result.Exception), result.Exception);
        CheckSignIn(answer, provider, ticket, token);
        return token;
    }

    private Task<TokenValidationResult> Validate(
        string token, IdentityProvider provider, OpenIdConnectConfiguration known) =>
        _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer,
            ValidAudience = provider.ClientId,
            IssuerSigningKeys = known.SigningKeys,
            ValidAlgorithms = Signed,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
            LifetimeValidator = IsNow,
        });

    private bool IsNow(
        DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = machineTime.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore ?? DateTime.MinValue) <= now + Skew
            && (token as JsonWebToken)?.IssuedAt <= now + Skew;
    }

    private void CheckSignIn(OpenIdConnectMessage answer, IdentityProvider provider, Ticket ticket, JsonWebToken token)
    {
        try
        {
            _protocol.ValidateTokenResponse(new OpenIdConnectProtocolValidationContext
            {
                ClientId = provider.ClientId, Nonce = ticket.Nonce, ProtocolMessage = answer,
                ValidatedIdToken = JwtSecurityTokenConverter.Convert(token),
            });
        }
        catch (OpenIdConnectProtocolInvalidNonceException trouble)
        {
            throw NotTrusted(provider, "its token was made for another sign-in", trouble);
        }
        catch (OpenIdConnectProtocolException trouble)
        {
            throw NotTrusted(provider, "its token does not fit the answer it came with", trouble);
        }

        // Where a token is for several, it has to say that this server asked for it.
        if (token.Audiences.Count() > 1 && token.Azp != provider.ClientId)
            throw NotTrusted(provider, "its token was made for somebody else as well", null);
    }

    private static SignInFailed NotTrusted(IdentityProvider provider, string why, Exception? cause) => new(
        $"The answer of {provider.Name} is not trusted: {why}. Sign in again; if it comes back, tell an administrator.",
        cause);

    private static string WhyNot(Exception? trouble) => trouble switch
    {
        SecurityTokenInvalidIssuerException => "its token names another issuer",
        SecurityTokenInvalidAudienceException => "its token was made for somebody else",
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNoExpirationException
            or SecurityTokenNotYetValidException => "its token is not of now; look at the clocks of both machines",
        SecurityTokenSignatureKeyNotFoundException => "its token is signed with a key the provider does not name",
        SecurityTokenInvalidAlgorithmException => "its token is signed in a way that is not accepted",
        _ => "the signature of its token is wrong",
    };
}
