using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Connectors.OpenId;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Access;

/// <summary>Sets and removes the provider: it is asked, then its secret is sealed, then it is on record.</summary>
public sealed class ProviderOrders(Desk desk, Roster roster, ClientSecret secret, ProviderMetadata metadata)
{
    private static readonly char[] Between = [' ', ',', '\r', '\n', '\t'];

    public async Task<Answer> Save(HttpContext http, ProviderBody body, CancellationToken stop)
    {
        var command = Read(body, roster.Organisation.Provider);
        if (desk.Check(Organisation.Stream, command, http.Actor()) is { } refusal) return new Answer.Refused(refusal);
        try
        {
            // What cannot be reached now would shut people out later.
            await metadata.Newer(command.Issuer, stop);
        }
        catch (SignInFailed failed)
        {
            return new Answer.Refused(Refusal.Invalid(failed.Message));
        }

        if (!string.IsNullOrEmpty(body.Secret))
        {
            var (value, whyNot) = SecretValue.Read(body.Secret);
            if (value is null) return new Answer.Refused(Refusal.Invalid(whyNot));
            command = command with { SecretVersion = await secret.Keep(value, stop) };
        }

        return await http.Ask(desk, Organisation.Stream, command);
    }

    public async Task<Answer> Remove(HttpContext http, CancellationToken stop)
    {
        var answer = await http.Ask(desk, Organisation.Stream, new RemoveProvider());
        if (answer is Answer.Accepted) await secret.Remove(stop);
        return answer;
    }

    // A secret is never sent to an address it was not given for.
    private static ConfigureProvider Read(ProviderBody body, IdentityProvider? before)
    {
        var (issuer, client) = (Plain(body.Issuer), Plain(body.ClientId));
        var kept = before?.Issuer == issuer && before.ClientId == client && !body.Public ? before.SecretVersion : 0;
        return new ConfigureProvider(
            Plain(body.Name), issuer, client, kept, Words(body.Scopes), Plain(body.GroupsClaim), Words(body.Domains),
            body.PasswordsOff);
    }

    private static string Plain(string? text) => (text ?? "").Trim();

    private static ImmutableArray<string> Words(string? text) =>
        [.. Plain(text).Split(Between, StringSplitOptions.RemoveEmptyEntries)];
}
