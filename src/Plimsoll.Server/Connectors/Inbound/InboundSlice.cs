using Plimsoll.Core.Access;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Connectors.Inbound;

public static class InboundSlice
{
    private const int Newest = 50;

    public static void AddInbound(this IServiceCollection services) => services
        .AddSingleton<InboundTable>().AddSingleton<AlertIncidents>().AddSingleton<Webhooks>()
        .AddSingleton<IReceiver, Alertmanager>().AddSingleton<IReceiver, GitHub>().AddSingleton<IReceiver, StandardWebhook>();

    public static void MapInbound(this IEndpointRouteBuilder app, IEndpointRouteBuilder api)
    {
        // The message is the proof, from wherever it comes.
        app.MapPost("/webhooks/{kind}/{service}", (HttpContext http, string kind, string service) =>
            http.RequestServices.GetRequiredService<Webhooks>().Receive(http, kind, service)).AllowAnonymous().FromOutside();
        api.MapGet("/webhooks", async (HttpContext http, InboundTable table, CancellationToken stop) =>
            (await table.Newest(Newest, stop)).Where(d => Viewer.Of(http).IsOpenAbout(d.Outcome, Scope.Service(d.Service))).Select(d => new InboundView(d.Kind, d.Service, d.At, d.Outcome)));
    }
}
