using System.Reflection;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Site.Views;

public sealed record AboutView(string Version, string Address, string DataFolder)
{
    public static AboutView Of(HttpContext http) => new(
        typeof(AboutView).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        $"{http.Request.Scheme}://{http.Request.Host}",
        http.RequestServices.GetRequiredService<AccessFolder>().Path);
}
