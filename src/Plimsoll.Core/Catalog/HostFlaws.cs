using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Catalog;

/// <summary>Whether it is said where a target is, and in a way that can be.</summary>
internal static partial class HostFlaws
{
    public static IEnumerable<Flaw> In(
        EnvironmentDefinition environment, TargetDefinition target, ImmutableArray<string> at)
    {
        var overSsh = environment.Driver == "ssh";
        if (overSsh && target.Host is null)
            yield return Flaw.Error(
                at,
                $"`{target.Name}` is reached over SSH, and it is not said where.",
                "Add `host: [user@]name[:port]`.");
        if (!overSsh && target.Host is not null)
            yield return Flaw.Error(
                [.. at, "host"],
                $"`{target.Name}` has a host, and `{environment.Name}` runs everything on the server's own machine.",
                "Add `driver: ssh` to the environment, or to `defaults`.");
        foreach (var (key, address) in new[] { ("host", target.Host?.Address), ("jump", target.Host?.Jump) })
            if (address is not (null or "") && HostAddress.Parse(address) is null)
                yield return Flaw.Error(
                    [.. at, key],
                    $"`{address}` is no address of a host.",
                    "Write [user@]name[:port]; a port is 1 to 65535.");
        if ((target.Host?.Become ?? target.Become) is var user and not "" && !UserPattern().IsMatch(user))
            yield return Flaw.Error(
                [.. at, "become"],
                $"`{user}` is not the name of a user.",
                "Use letters, digits, dots, dashes and _, starting with a letter or _, at most 32.");
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]{0,31}\z")]
    private static partial Regex UserPattern();
}
