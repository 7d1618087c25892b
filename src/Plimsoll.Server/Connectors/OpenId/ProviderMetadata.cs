using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Plimsoll.Server.Connectors.OpenId;

/// <summary>What the provider says of itself and the keys it signs with, read again when they are old.</summary>
public sealed class ProviderMetadata(ProviderWay way, TimeProvider machineTime) : IDisposable
{
    /// <summary>A key that left is trusted no longer than this.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>However many tokens come with a key nobody knows.</summary>
    public static readonly TimeSpan BetweenRefreshes = TimeSpan.FromMinutes(1);

    /// <summary>Who comes meanwhile is told the same at once, and does not wait for it in turn.</summary>
    public static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (string Issuer, OpenIdConnectConfiguration Read, long At)? _held;
    private (string Issuer, string Told, long At)? _trouble;

    public Task<OpenIdConnectConfiguration> Of(string issuer, CancellationToken stop) => Read(issuer, Lifetime, stop);

    /// <summary>For a token whose key is not held; the same again when it was just asked.</summary>
    public Task<OpenIdConnectConfiguration> Newer(string issuer, CancellationToken stop) =>
        Read(issuer, BetweenRefreshes, stop);

    public void Dispose() => _turn.Dispose();

    private async Task<OpenIdConnectConfiguration> Read(string issuer, TimeSpan atMost, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (_held is { } held && held.Issuer == issuer && machineTime.GetElapsedTime(held.At) < atMost)
                return held.Read;
            if (_trouble is { } trouble && trouble.Issuer == issuer
                && machineTime.GetElapsedTime(trouble.At) < AfterTrouble)
                throw new SignInFailed(trouble.Told);
            // Whoever gives up waiting does not make the next begin anew.
            var read = await Stamped(issuer, CancellationToken.None);
            _held = (issuer, read, machineTime.GetTimestamp());
            return read;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<OpenIdConnectConfiguration> Stamped(string issuer, CancellationToken stop)
    {
        try
        {
            return await Fetch(issuer, stop);
        }
        catch (SignInFailed failed)
        {
            _trouble = (issuer, failed.Message, machineTime.GetTimestamp());
            throw;
        }
    }

    private async Task<OpenIdConnectConfiguration> Fetch(string issuer, CancellationToken stop)
    {
        OpenIdConnectConfiguration read;
        try
        {
            read = await OpenIdConnectConfigurationRetriever.GetAsync(
                $"{issuer.TrimEnd('/')}/.well-known/openid-configuration", way.For(issuer), stop);
        }
        catch (Exception trouble) when (trouble is not (SignInFailed or OperationCanceledException))
        {
            throw new SignInFailed(
                $"What the provider says of itself at {issuer} cannot be read. Is it the issuer of an OpenID provider?",
                trouble);
        }

        // To the letter: another issuer's document under this address would let its tokens in.
        if (read.Issuer != issuer)
            throw new SignInFailed(
                $"The provider at {issuer} calls itself {read.Issuer}. "
                + "Set the issuer exactly as the provider writes it.");
        return read is { AuthorizationEndpoint.Length: > 0, TokenEndpoint.Length: > 0, SigningKeys.Count: > 0 }
            ? read
            : throw new SignInFailed($"The provider at {issuer} names no keys or no address to sign in at.");
    }
}
