using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;

namespace Plimsoll.Server.Guide;

/// <summary>Moving what runs to another guide, and taking a guide out of use.</summary>
public static class PinApi
{
    public static void MapPinApi(this IEndpointRouteBuilder api)
    {
        api.MapPost("/guide/repin/shipment/{id}", (string id, ReasonBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Shipment.StreamOf(id), new RepinShipment(body.Reason)));
        api.MapPost("/guide/repin/incident/{id}", (string id, ReasonBody body, Desk desk, HttpContext http) =>
            http.Send(desk, IncidentApi.StreamOf(id), new RepinIncident(body.Reason)));
        api.MapPost("/guide/revoke", (RevokeBody body, Desk desk, HttpContext http) =>
            http.Send(desk, GuideBook.Stream, new RevokePlaybook(body.Hash, body.Reason)));
    }
}
