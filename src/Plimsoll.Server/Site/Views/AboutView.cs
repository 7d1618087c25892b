using System.Reflection;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Site.Views;

public sealed record AboutView(string Version, string Address, string DataFolder)
{
    public static AboutView Of(HttpContext http) => new(
        ThisVersion,
        http.Here(),
        http.RequestServices.GetRequiredService<AccessFolder>().Path);

    public static string ThisVersion => Shortened(Informational?.InformationalVersion ?? "unknown");

    private static AssemblyInformationalVersionAttribute? Informational =>
        typeof(AboutView).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();

    // 0.1.0+341733f11cd0…: eight characters of the commit tell it from any other build.
    private static string Shortened(string version) =>
        version.IndexOf('+') is var plus and > 0 && version.Length > plus + 9 ? version[..(plus + 9)] : version;
}
