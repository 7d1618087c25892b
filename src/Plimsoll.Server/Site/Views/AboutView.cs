using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Site.Views;

public sealed record AboutView(string Version, string Address, string DataFolder)
{
    public static AboutView Of(HttpContext http) => new(
        ThisVersion,
        http.Here(),
        http.RequestServices.GetRequiredService<AccessFolder>().Path);

    public static string ThisVersion => Edition.This.Version;
}
