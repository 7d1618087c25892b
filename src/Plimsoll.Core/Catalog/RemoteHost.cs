using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Catalog;

/// <summary>A machine that is reached over SSH, as the service file names it.</summary>
/// <param name="Address"><c>[user@]name[:port]</c>.</param>
/// <param name="HostKey">The only key it may show, as <c>SHA256:…</c>; empty: a known host of the server.</param>
/// <param name="Jump">The host through which it is reached, written like an address; empty: directly.</param>
/// <param name="Become">The user all work runs as there, by <c>sudo -n</c>; empty: who signs in.</param>
public sealed record RemoteHost(string Address, string HostKey, string Jump, string Become)
{
    public HostAddress? Where() => HostAddress.Parse(Address);
}

/// <param name="User">Empty: the server's own user.</param>
public sealed partial record HostAddress(string User, string Name, int Port)
{
    public const int UsualPort = 22;

    /// <summary>Null where the text is no address.</summary>
    public static HostAddress? Parse(string text)
    {
        var found = Whole().Match(text);
        if (!found.Success) return null;
        var port = found.Groups["port"] is { Success: true } written
            ? int.Parse(written.Value, CultureInfo.InvariantCulture)
            : UsualPort;
        return port is > 0 and <= 65535
            ? new HostAddress(found.Groups["user"].Value, found.Groups["name"].Value.Trim('[', ']'), port)
            : null;
    }

    /// <summary>As <c>known_hosts</c> writes it.</summary>
    public string Known => Port == UsualPort ? Name : $"[{Name}]:{Port}";

    [GeneratedRegex(
        @"\A(?:(?<user>[A-Za-z_][A-Za-z0-9_.-]{0,63})@)?"
        + @"(?<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9][A-Za-z0-9._-]{0,252})(?::(?<port>[0-9]{1,5}))?\z")]
    private static partial Regex Whole();
}
