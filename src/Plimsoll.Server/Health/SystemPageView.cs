using Plimsoll.Files.Api;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Health;

public sealed record SystemPageView(NodesView Nodes, IReadOnlyList<HealthPart> Parts)
{
    public static Sign SignOf(Colour colour) => colour switch
    {
        Colour.Green => new Sign(Mark.Ok, "Well"),
        Colour.Amber => new Sign(Mark.Warn, "Look at it"),
        _ => new Sign(Mark.Fail, "Broken"),
    };

    public static Sign SignOf(NodeView node) => node.Works ? new Sign(Mark.Ok, "Works")
        : node.State == "serves" ? new Sign(Mark.Skip, "Serves") : new Sign(Mark.Warn, "Look at it");
}
