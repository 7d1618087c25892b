using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Tests.Access.Matrix;

/// <summary>Two services with a release, a shipment, a deployment, a page and an incident each: open, over, or none.</summary>
internal static class MatrixHouse
{
    public static async Task<AccountsHouse> Open()
    {
        var house = await AccountsHouse.Open();
        foreach (var service in PermissionMatrix.Services)
        {
            var file = ServiceFileReader.Read("plimsoll.yaml", Yaml(service));
            await Send(house, Service.StreamOf(service), new DefineService(Assert.Single(file.Services)));
            foreach (var state in (State[])[State.Open, State.Over]) await Fill(house, new Asked(service, state));
        }
        return house;
    }

    public static string Yaml(string service) => Pages.SomeService.Yaml(service, service, "ask", "/nowhere", "/nowhere");

    private static async Task Fill(AccountsHouse house, Asked of)
    {
        var (service, version, isOver) = (of.Service, of.Version, of.State == State.Over);
        var order = new Queued(of.Deployment, version, 1, "app.sh", "", DeploymentKind.Deploy, of.Shipment, "p-1", house.Clock.GetUtcNow(), "");
        await Send(house, Release.StreamOf(service, version), new GivenRelease(new ReleaseCreated(service, version, ReleaseType.Minor, "", "")));
        await Send(house, Shipment.StreamOf(of.Shipment), new GivenShipment(
            new ShipmentOpened(of.Shipment, service, version, 1, "", "", [])));
        await Send(house, Deployment.StreamOf(of.Deployment), new RequestDeployment(of.Deployment, service, "production", order));
        await Send(house, Incident.StreamOf(of.Incident), new DeclareIncident(of.Incident, "Checkout fails", Severity.High, service, "", "", null));
        await Send(house, Page.StreamOf(of.Page), new TriggerPage(
            of.Page, Incident.StreamOf(of.Incident), service, "Checkout fails", "", Severity.High, []));
        if (!isOver) return;
        await Send(house, Deployment.StreamOf(of.Deployment), new CancelDeployment("over"));
        await Send(house, Shipment.StreamOf(of.Shipment), new GivenShipment(new ShipmentCancelled("over")));
        await Send(house, Release.StreamOf(service, version), new WithdrawRelease("over"));
        await Send(house, Page.StreamOf(of.Page), new ResolvePage("over"));
        await Send(house, Incident.StreamOf(of.Incident), new CancelIncident("over"));
    }

    private static async Task Send(AccountsHouse house, StreamName stream, Command command) =>
        Assert.IsType<Answer.Accepted>(await house.Desk.Send(stream, command, "system:test", CancellationToken.None));

    // A fact as the journal could hold it, without the repository and the builds that lead to it.
    private sealed record GivenRelease(ReleaseEvent Fact) : ReleaseCommand
    {
        public override Ruling<ReleaseEvent> Decide(Release release, Moment now) => Fact;
    }

    private sealed record GivenShipment(ShipmentEvent Fact) : ShipmentCommand
    {
        public override Ruling<ShipmentEvent> Decide(Shipment shipment, Moment now) => Fact;
    }
}
