using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>What does not fit together within one environment.</summary>
internal static class EnvironmentFlaws
{
    public static IEnumerable<Flaw> In(ServiceDefinition service, int index)
    {
        var environment = service.Environments[index];
        ImmutableArray<string> at = ["environments", $"{index}"];
        return
        [
            .. Naming(environment, at),
            .. VariableFlaws.In(environment.Variables, environment.Secrets, [.. at, "variables"]),
            .. environment.Targets.SelectMany(
                (t, i) => VariableFlaws.In(t.Variables, t.Secrets, [.. at, "targets", $"{i}", "variables"])),
            .. environment.Targets.SelectMany((t, i) => HostFlaws.In(environment, t, [.. at, "targets", $"{i}"])),
            .. Bounds(environment, at),
            .. LimitFlaws.In(environment, at),
            .. Batches(service, environment, at),
            .. BackupOf(service, environment, at),
            .. DrillFlaws.In(environment, at),
        ];
    }

    private static IEnumerable<Flaw> Naming(EnvironmentDefinition environment, ImmutableArray<string> at)
    {
        if (DefinitionFlaws.BadName(environment.Name, [.. at, "name"]) is { } bad) yield return bad;
        if (environment.Targets.IsEmpty)
            yield return Flaw.Error(
                [.. at, "targets"],
                $"`{environment.Name}` has no target, so there is nowhere to deploy to.",
                "Add one with a `name` and a `folder`.");
        foreach (var (i, target) in environment.Targets.Index())
        {
            ImmutableArray<string> name = [.. at, "targets", $"{i}", "name"];
            if (DefinitionFlaws.BadName(target.Name, name) is { } wrong) yield return wrong;
            if (environment.Targets.Take(i).Any(t => t.Name == target.Name))
                yield return Flaw.Error(
                    name,
                    $"`{environment.Name}` already has a target `{target.Name}`.",
                    "Give each its own name.");
        }
    }

    private static IEnumerable<Flaw> Bounds(EnvironmentDefinition environment, ImmutableArray<string> at) =>
        from bound in new[]
        {
            (Key: "canary", Holds: environment.Canary >= 0, Least: "0"),
            (Key: "max-parallel", Holds: environment.MaxParallel >= 1, Least: "1"),
            (Key: "max-failures", Holds: environment.MaxFailures >= 0, Least: "0"),
            (Key: "keep", Holds: environment.Keep >= 2, Least: "2, the current and the previous"),
            (Key: "drift-interval", Holds: environment.DriftInterval >= TimeSpan.FromSeconds(10), Least: "10s"),
            (Key: "timeout", Holds: environment.Timeout > TimeSpan.Zero, Least: "1s"),
        }
        where !bound.Holds
        select Flaw.Error([.. at, bound.Key], $"`{bound.Key}` is too small.", $"The least is {bound.Least}.");

    private static IEnumerable<Flaw> Batches(
        ServiceDefinition service, EnvironmentDefinition environment, ImmutableArray<string> at)
    {
        if (environment.Canary > 0 && environment.Canary >= environment.Targets.Length)
            yield return Flaw.Warning(
                [.. at, "canary"],
                $"A canary of {environment.Canary} leaves nothing of {environment.Name}, "
                + $"which has {environment.Targets.Length} target(s).",
                "Use a smaller canary, or 0 for none.");
        else if (environment.Canary > 0 && service.Smoke.Count == 0 && environment.Verification.Count == 0)
            yield return Flaw.Warning(
                [.. at, "canary"],
                "The canary proves nothing: neither `smoke` nor `verification` checks it.",
                "Add a check, or remove `canary`.");
        if (environment.MaxFailures > 0 && environment.MaxFailures >= environment.Targets.Length)
            yield return Flaw.Warning(
                [.. at, "max-failures"],
                $"A deployment to {environment.Name} succeeds even when every target fails.",
                $"Use less than {environment.Targets.Length}.");
    }

    private static IEnumerable<Flaw> BackupOf(
        ServiceDefinition service, EnvironmentDefinition environment, ImmutableArray<string> at)
    {
        if (environment is { Backup: not null, NoBackup: not null })
            yield return Flaw.Error(
                [.. at, "backup"], "It has a backup and says that it has none.", "Keep one of the two.");
        if (!environment.IsProduction || !service.KeepsData || environment is not { Backup: null, NoBackup: null })
            yield break;
        yield return Flaw.Error(
            at,
            $"{service.Name} keeps data ({(service.Data ? "`data: true`" : "it has a `migrate` hook")}), "
            + $"and `{environment.Name}` has no backup.",
            "Add `backup` with `command` and `restore`, or `backup: none because \"…\"`.");
    }
}
