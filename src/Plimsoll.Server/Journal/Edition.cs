using System.Reflection;

namespace Plimsoll.Server.Journal;

/// <summary>Which Plimsoll this is: its version, and the facts it knows.</summary>
public sealed record Edition(string Version, EventNames Names)
{
    public static Edition This { get; } = new(Shortened(Informational?.InformationalVersion ?? "unknown"), EventNames.OfCore);

    private static AssemblyInformationalVersionAttribute? Informational =>
        typeof(Edition).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();

    // 0.1.0+341733f11cd0…: eight characters of the commit tell it from any other build.
    private static string Shortened(string version) =>
        version.IndexOf('+') is var plus and > 0 && version.Length > plus + 9 ? version[..(plus + 9)] : version;
}
