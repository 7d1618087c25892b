using Plimsoll.Core.Access;
using Plimsoll.Core.Vault;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Vault;

/// <summary>The page of secrets: what is told of each, and the forms that take a value and never show one.</summary>
public static class SecretPages
{
    private const string Address = "/settings/secrets";

    public static void MapSecretPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Address, (HttpContext http) => Show(http));
        app.MapPost($"{Address}/set", Set);
        app.MapPost($"{Address}/remove", async (HttpContext http, SecretOrders orders, CancellationToken stop) =>
        {
            var form = await http.Request.ReadFormAsync(stop);
            return http.Tell(await orders.Remove(http, new SecretBody(
                Said(form, "name"), Said(form, "service"), Said(form, "environment"))),
                Address, "Every version is deleted; no work gets it any more.");
        });
        app.MapPost($"{Address}/rotate-key", async (HttpContext http, KeyRotation rotation, CancellationToken stop) =>
            await rotation.Run(stop) is var (values, refusal) && refusal is not null ? http.Refuse(refusal, Address)
                : http.Back(Address, new Sign(Mark.Ok, "Rotated"),
                    $"{Words.Count(values, "value is", "values are")} sealed with a new key."));
    }

    private static IResult Show(HttpContext http, SecretBody? typed = null, string trouble = "", int status = 200)
    {
        var sight = Sight.Of(http);
        return http.Page<SecretsPage, SecretsPageView>(new SecretsPageView(
            [.. sight.World.All<Secret>().Select(s => s.Value).Where(s => s.IsSet)
                .OrderBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Service, StringComparer.Ordinal)
                .ThenBy(s => s.Environment, StringComparer.Ordinal).Select(s => Seen(http, sight, s))],
            sight.Known.Offered, typed ?? new SecretBody("", "", ""),
            http.May(Permissions.KeepSecret, Scope.Anywhere), http.May(Permissions.RotateKey, Scope.Organisation))
        {
            Trouble = trouble,
        }, status, http.Own(Address));
    }

    private static SecretSeen Seen(HttpContext http, Sight sight, Secret secret)
    {
        var used = sight.Deployments(secret.Service).FirstOrDefault(d => d.Inputs?.Secrets.Any(s =>
            (s.Name, s.Service, s.Environment) == (secret.Name, secret.Service, secret.Environment)) == true);
        return new SecretSeen(
            $"secret-{string.Join('-', new[] { secret.Name, secret.Service, secret.Environment }.Where(p => p != ""))}",
            secret.Name, secret.Service, secret.Environment, For(secret), secret.Version,
            new Sign(Mark.Ok, secret.Source == SecretSource.Kept ? "kept here" : "asked of a command"),
            [
                new FactView("Kept",
                    secret.Source == SecretSource.Kept ? "here, sealed" : "elsewhere: a command prints it"),
                new FactView("Set", $"{Words.Stamp(secret.At)}, by {secret.By}"),
                new FactView("Last used",
                    used is null ? "by no deployment yet" : $"{Words.Stamp(used.Order.At)}, by {used.Id}"),
            ],
            http.May(Permissions.KeepSecret, ScopeOf(secret.Service, secret.Environment)));
    }

    /// <summary>What was typed comes back, but for the value.</summary>
    private static async Task<IResult> Set(HttpContext http, SecretOrders orders, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var body = new SetSecretBody(
            Said(form, "name"), Said(form, "service"), Said(form, "environment"),
            form["value"].ToString().ReplaceLineEndings("\n"), Said(form, "command"));
        var answer = await orders.Set(http, body);
        return answer is Answer.Refused refused
            ? Show(http, new SecretBody(body.Name, body.Service, body.Environment), refused.Refusal.Reason,
                Answers.StatusOf(refused.Refusal.Kind))
            : http.Tell(answer, Address, $"{body.Name} is kept; it is not shown again.");
    }

    private static Scope ScopeOf(string service, string environment) => service == "" ? Scope.Organisation
        : environment == "" ? Scope.Service(service) : Scope.Environment(service, environment);

    private static string For(Secret secret) => secret.Service == "" ? "for the whole organisation"
        : secret.Environment == "" ? $"for {secret.Service}" : $"for {secret.Service} on {secret.Environment}";

    private static string Said(IFormCollection form, string field) => form[field].ToString().Trim();
}

/// <param name="Typed">What was typed into the form that was refused, but for the value.</param>
public sealed record SecretsPageView(
    IReadOnlyList<SecretSeen> Secrets, IReadOnlyList<string> Services, SecretBody Typed, bool MayKeepAny, bool MayRotate)
{
    public string Trouble { get; init; } = "";
}

/// <summary>What may be told of a secret.</summary>
public sealed record SecretSeen(
    string Id, string Name, string Service, string Environment, string For, int Version, Sign Sign,
    IReadOnlyList<FactView> Facts, bool MayKeep);
