using System.Reflection;

namespace Storefront;

/// <summary>What was built: <c>VERSION+COMMIT</c>, as <c>bin/build</c> stamped it.</summary>
public static class Release
{
    static readonly string[] Stamp =
        typeof(Release).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+', 2);

    public static string Version => Stamp[0];

    public static string Commit => Stamp.Length > 1 ? Stamp[1] : "unknown";
}
