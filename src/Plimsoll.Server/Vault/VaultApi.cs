using Plimsoll.Core.Kernel;
using Plimsoll.Core.Vault;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Nodes;

namespace Plimsoll.Server.Vault;

/// <summary>Secrets over HTTP: values go in and never come back.</summary>
public static class VaultApi
{
    public static void MapVaultApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/secrets", (Sight sight) => sight.World.All<Secret>().Select(s => s.Value).Where(s => s.IsSet)
            .OrderBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Service, StringComparer.Ordinal)
            .ThenBy(s => s.Environment, StringComparer.Ordinal).Select(View));
        api.MapPost("/secrets/set", async (SetSecretBody body, SecretOrders orders, HttpContext http) =>
            (await orders.Set(http, body)).ToHttp(http));
        api.MapPost("/secrets/remove", async (SecretBody body, SecretOrders orders, HttpContext http) =>
            (await orders.Remove(http, body)).ToHttp(http));
        api.MapPost("/secrets/rotate-key", async (KeyRotation rotation, CancellationToken stop) =>
            await rotation.Run(stop) is var (values, refusal) && refusal is not null
                ? Answers.Problem(refusal) : Results.Ok(new RotatedView(values))).Produces<RotatedView>();
    }

    private static SecretView View(Secret secret) => new(
        secret.Name, secret.Service, secret.Environment, secret.Version, secret.Source.ToString().ToLowerInvariant(),
        secret.By, secret.At);
}
