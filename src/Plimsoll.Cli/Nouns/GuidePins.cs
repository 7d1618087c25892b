using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Moving what runs to the newest guide, and taking a guide out of use.</summary>
internal static class GuidePins
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("repin", "Move a shipment or an incident that goes on to the newest guide",
            [
                Takes.Choice("WHAT", "What goes on", "shipment", "incident"),
                Takes.Argument("ID", "Which one, such as storefront-1.1.0-1 or INC-7"), Takes.Reason,
            ], Repin),
        Verb.Of("revoke", "Take a guide out of use: nothing starts production under it until it is moved",
            [Takes.Argument("HASH", "The playbook's hash, or its first six digits"), Takes.Reason], Revoke),
    ];

    private static Task Repin(Call call, CancellationToken stop)
    {
        var (what, id) = (call.Text("WHAT"), call.Text("ID"));
        return call.Tell(
            $"guide/repin/{what}/{Uri.EscapeDataString(id)}", new ReasonBody(call.Text("--reason")),
            $"{id} goes by the newest guide. What was done stays; lines the guide no longer has ended.",
            what == "incident" ? $"plimsoll incident show {id}" : "plimsoll release list", stop);
    }

    private static Task Revoke(Call call, CancellationToken stop) => call.Tell(
        "guide/revoke", new RevokeBody(call.Text("HASH"), call.Text("--reason")),
        $"{call.Text("HASH")} is revoked. Nothing starts production under it; what is on its way is moved with:",
        "plimsoll guide repin shipment ID --reason \"…\"", stop);
}
