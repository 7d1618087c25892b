using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>A deployment of the past that took a restore point.</summary>
internal sealed record Backed(string Point) : DeploymentCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Moment now) => Ruling.Of<DeploymentEvent>(
        new DeploymentRequested(Point, "storefront", "production",
            new Queued(Point, "1.0.0", 1, "app.sh", "", DeploymentKind.Deploy, "", "Grace", now.At, "")),
        new AttemptStarted("backup", 1, $"ticket-{Point}", Work.Ticket, Phase.Deploy),
        new AttemptEnded("backup", 1, Outcome.Succeeded, "", "", Point, ""),
        new DeploymentEnded(DeploymentStatus.Succeeded, "", RollBack: false));
}
