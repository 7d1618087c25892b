using System.Text;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Access;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Catalog;

/// <summary>The services part of the HTTP API: what is defined, applying a file, adopting what runs.</summary>
public static class ServiceApi
{
    public static void MapServiceApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/services", (Sight sight, Histories histories) => sight.World.All<Service>()
            .Select(s => s.Value).Where(s => s.Definition is not null).OrderBy(s => s.Definition?.Name)
            .Select(s => View(s, sight, histories)));
        api.MapGet("/services/{service}", (string service, Sight sight, Histories histories) =>
            sight.World.Get<Service>(Service.StreamOf(service)) is { Definition: not null } found
                ? Results.Ok(View(found, sight, histories))
                : Missing(service)).Produces<ServiceView>();
        api.MapPost("/services/apply", Apply).Produces<ServiceView[]>();
        api.MapPost("/services/{service}/adopt", (string service, Adopt body, Adoptions adoptions, HttpContext http) =>
            adoptions.Adopt(http, service, body));
    }

    public static IResult Missing(string service) => Answers.Problem(Refusal.NotFound(
        $"There is no service {service}; apply its plimsoll.yaml with `plimsoll service apply FILE`."));

    /// <summary>All services of the file, or none: a file with an error changes nothing.</summary>
    private static async Task<IResult> Apply(
        ApplyServices body, Desk desk, Histories histories, Mask mask, HttpContext http)
    {
        // Before it is read: a problem quotes a piece of it, and a piece of a secret cannot be recognised.
        if (mask.IsIn(Encoding.UTF8.GetBytes($"{body.File}\n{body.Text}")))
            return Answers.Problem(FactMask.InTheClear("service file"));
        var file = ServiceFileReader.Read(body.File, body.Text);
        if (file.HasErrors)
            return Answers.Problem(Refusal.Invalid($"Nothing was applied.\n{ServiceFileReport.Render(file)}"));
        var services = body.Folder == "" ? file.Services : [.. file.Services.Select(s => ServiceRoot.At(body.Folder, s))];
        foreach (var service in services)
            if (desk.Check(Service.StreamOf(service.Name), new DefineService(service), http.Actor()) is { } refusal)
                return Answers.Problem(refusal with { Reason = $"Nothing was applied. {refusal.Reason}" });
        foreach (var service in services)
        {
            var answer = await http.Ask(desk, Service.StreamOf(service.Name), new DefineService(service));
            if (answer is not Answer.Accepted) return answer.ToHttp(http);
        }
        return Results.Ok(file.Services.Select(s => View(desk.World.Get<Service>(Service.StreamOf(s.Name)), Sight.Of(http), histories)));
    }

    private static ServiceView View(Service service, Sight sight, Histories histories)
    {
        var definition = service.Definition ?? throw new InvalidOperationException("A service without a definition is not shown.");
        return new ServiceView(
            definition.Name, definition.Title, definition.Repository, histories.MirrorOf(definition).Value?.Age ?? "unreachable",
            service.Revision, [.. definition.Environments.Select(e => DeploymentViews.Lane(definition.Name, e, sight.World, sight.Now))]);
    }
}
