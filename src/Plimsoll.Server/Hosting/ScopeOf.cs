using Plimsoll.Core.Access;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Files.Api;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Hosting;

/// <summary>What a request is about, as a scope; what does not exist is about nothing in particular.</summary>
internal static class ScopeOf
{
    public static async Task<Scope> Request(HttpContext http, Right right, World world) => right.Place switch
    {
        "organisation" => Scope.Organisation,
        "service" => Scope.Service(Value(http, "service")),
        "environment" => Scope.Environment(Value(http, "service"), Value(http, "environment")),
        "deployment" => Deployment(world, Value(http, "id")),
        "shipment" => Named(world.Get<Shipment>(Shipment.StreamOf(Value(http, "id"))).Service),
        "incident" => Incident(world, Value(http, "id")),
        "page" => Page(world, Value(http, "id")),
        // Read once: the handler sees the same fields.
        "form" when http.Request.HasFormContentType => Named(
            (await http.Request.ReadFormAsync(http.RequestAborted))["service"].ToString().Trim()),
        "owner" when http.Request.HasFormContentType && await http.Request.ReadFormAsync(http.RequestAborted) is var form =>
            Owned(form["service"].ToString().Trim(), form["environment"].ToString().Trim()),
        _ => Scope.Anywhere,
    };

    /// <summary>What the body of a request of the API names; nothing where its address says it all.</summary>
    public static IEnumerable<Scope> Body(object? argument) => argument switch
    {
        CreateReleaseBody body => [Named(body.Service)],
        DeclareBody body => [Named(body.Service)],
        SetSecretBody body => [Owned(body.Service, body.Environment)],
        RuleBody body => [Written(body.Scope)],
        ImportBody body => [Written(body.Scope)],
        RuleNameBody body => [Written(body.Scope)],
        StopLineBody body => [Written(body.Scope)],
        SecretBody body => [Owned(body.Service, body.Environment)],
        ApplyServices body => ServiceFileReader.Read(body.File, body.Text).Services.Select(s => Scope.Service(s.Name)),
        _ => [],
    };

    private static string Value(HttpContext http, string name) => http.Request.RouteValues[name] as string ?? "";

    // What is no scope is refused by the command; until then it is the widest there is.
    private static Scope Written(string text) => Scope.TryRead(text, out var scope) ? scope : Scope.Organisation;

    private static Scope Named(string service) => service == "" ? Scope.Anywhere : Scope.Service(service);

    // What belongs to no service is the organisation's.
    private static Scope Owned(string? service, string? environment) =>
        string.IsNullOrEmpty(service) ? Scope.Organisation
        : string.IsNullOrEmpty(environment) ? Scope.Service(service) : Scope.Environment(service, environment);

    private static Scope Deployment(World world, string id) =>
        world.Get<Deployment>(Core.Deployments.Deployment.StreamOf(id)) is { Exists: true } run
            ? Scope.Environment(run.Service, run.Environment)
            : Scope.Anywhere;

    private static Scope Incident(World world, string id) =>
        Named(world.Get<Incident>(Core.Incidents.Incident.StreamOf(IncidentNumbers.Read(id))).Service);

    private static Scope Page(World world, string id) =>
        world.Get<Page>(Core.OnCall.Page.StreamOf(id)) is { Exists: true } page ? Named(page.Service) : Scope.Anywhere;
}

/// <summary>On every endpoint of the API: what its body names is permitted as well.</summary>
public sealed class ScopeInBody(Admission admission, Roster roster) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (roster.HasAccounts && http.GetEndpoint() is RouteEndpoint endpoint
            && Rights.Of(endpoint, http.Request.Method) is { Place: "body" } right
            && http.Features.Get<Caller>() is { } caller)
            foreach (var scope in context.Arguments.SelectMany(ScopeOf.Body))
                if (!admission.Permits(caller, right.Verb, scope))
                    return Admission.NotPermitted(right.Verb, scope);
        return await next(context);
    }
}
