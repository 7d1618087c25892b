using System.Collections.Frozen;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Vault;

/// <summary>Writes events down without the values of secrets: where people write freely, they become ***.</summary>
public sealed class FactMask(Mask mask)
{
    /// <summary>Names by which facts find each other; a secret cannot be set while its value is one of them.</summary>
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "about", "action", "actions", "anchor", "artifact", "backTo", "candidate", "commit", "concept", "deployment",
        "digest", "duty", "environment", "environments", "gate", "guideSha256", "hash", "hold", "id", "incident", "key",
        "kind", "$kind", "leaves", "logDigest", "page", "playbook", "restorePoint", "role", "service", "severity",
        "shipment", "shortId", "step", "target", "targets", "ticket", "version");

    /// <summary>The facts to be stored, or why none is.</summary>
    public (IReadOnlyList<NewFact> Facts, Refusal? Refusal) Of(IReadOnlyList<Event> events)
    {
        var facts = new List<NewFact>(events.Count);
        foreach (var happened in events)
        {
            var fact = EventNames.OfCore.Write(happened);
            var holds = mask.IsIn(fact.Body);
            // Changed, they would mean something else; and whoever reads the file has the secret.
            if (holds && happened is ServiceDefined) return ([], InTheClear("service file"));
            if (holds && happened is PlaybookApplied) return ([], InTheClear("guide"));
            // Its inputs were looked at when they were applied.
            facts.Add(!holds || happened is DeploymentStarted
                ? fact : fact with { Body = MaskedJson.Of(fact.Body, mask, Names.Contains) });
        }
        return (facts, null);
    }

    internal static Refusal InTheClear(string what) => Refusal.Invalid(
        $"The {what} holds the value of a secret in the clear, so "
        + "nothing was applied. Take it out, make a new value where it is used, and name it as `{ secret: NAME }`.");
}
