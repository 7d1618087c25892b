using System.Collections.Immutable;

namespace Plimsoll.Core.Catalog;

/// <summary>Places on the network that are none.</summary>
internal static class TcpFlaws
{
    public static IEnumerable<Flaw> In(
        TcpCheck check, ImmutableArray<string> at, ImmutableArray<EnvironmentDefinition> environments)
    {
        foreach (var flaw in InstanceFlaws.In(check.Address, check.Name, at, environments)) yield return flaw;
        if (check.Address != "{instance}" && TcpCheck.Place(check.Address) is null)
            yield return Flaw.Error(
                at,
                $"`{check.Address}` is no place to connect to.",
                "Write {instance}, or host:port such as db-1:5432.");
        if (check.Attempts < 1)
            yield return Flaw.Error([.. at, "attempts"], $"`{check.Name}` is never tried.", "Give at least 1 attempt.");
        if (check.Timeout <= TimeSpan.Zero || check.Interval < TimeSpan.Zero)
            yield return Flaw.Error([.. at, "timeout"], $"`{check.Name}` has no time.", "Give a time such as 10s.");
    }
}
