using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Vault;

/// <summary>Whether a secret can be kept under a name, for a service and an environment.</summary>
public static class SecretPlace
{
    public static Refusal? WhyNot(string name, string service, string environment, Readings readings)
    {
        if (!SecretNames.IsOne(name))
            return Refusal.Invalid($"That cannot be the name of a secret; nothing was kept. {SecretNames.Rule}");
        if (service == "")
            return environment == "" ? null : Refusal.Invalid(
                "An environment belongs to a service; add --service NAME.");
        if (readings.Of<Service>(Service.StreamOf(service)).Definition is not { } definition)
            return Refusal.NotFound(
                $"There is no service {service}, so nothing was kept; apply its plimsoll.yaml first.");
        if (environment == "" || definition.Environment(environment) is not null) return null;
        var near = Nearest.To(environment, definition.Environments.Select(e => e.Name));
        return Refusal.NotFound($"{service} has no environment {environment}, so nothing was kept. "
            + (near is null ? "Its plimsoll.yaml lists them." : $"Did you mean {near}?"));
    }
}
