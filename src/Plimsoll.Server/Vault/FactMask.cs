using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
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

    private static readonly JsonSerializerOptions Written =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The facts to be stored, or why none is.</summary>
    public (IReadOnlyList<NewFact> Facts, Refusal? Refusal) Of(IReadOnlyList<Event> events)
    {
        var facts = new List<NewFact>(events.Count);
        foreach (var happened in events)
        {
            var fact = EventNames.OfCore.Write(happened);
            var holds = mask.IsIn(fact.Body);
            // Changed, they would mean something else; and whoever reads the file has the secret.
            if (holds && happened is ServiceDefined or PlaybookApplied) return ([], InTheClear(happened));
            // Its inputs were looked at when they were applied.
            facts.Add(holds && happened is not DeploymentStarted ? fact with { Body = Masked(fact.Body) } : fact);
        }
        return (facts, null);
    }

    private static Refusal InTheClear(Event happened) => Refusal.Invalid(
        $"The {(happened is ServiceDefined ? "service file" : "guide")} holds the value of a secret in the clear, so "
        + "nothing was applied. Take it out, make a new value where it is used, and name it as `{ secret: NAME }`.");

    private byte[] Masked(byte[] body) =>
        JsonSerializer.SerializeToUtf8Bytes(Masked(JsonNode.Parse(body), ""), Written);

    private JsonNode? Masked(JsonNode? node, string name) => node switch
    {
        JsonObject all => new JsonObject(
            all.Select(one => KeyValuePair.Create(one.Key, Masked(one.Value, one.Key)))),
        JsonArray all => new JsonArray([.. all.Select(one => Masked(one, name))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && !Names.Contains(name) =>
            mask.Text(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };
}
