using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Server.Connectors.Outbound;

/// <summary>Who said that an address is to be asked.</summary>
public enum AddressFrom
{
    /// <summary>An administrator or a service's file: it may be on a private network.</summary>
    Settings,

    /// <summary>Somebody else's answer or message: it may not, unless an administrator allows it.</summary>
    Payload,
}

/// <summary>Which addresses may be connected to, judged on the address itself and whatever it carries inside.</summary>
public static class AddressRules
{
    /// <summary>Where clouds hand out credentials, beside the link-local ranges.</summary>
    private static readonly ImmutableArray<IPNetwork> Metadata = Read(
        "169.254.0.0/16 fe80::/10 fd00:ec2::254/128 fd20:ce::254/128 100.100.100.200/32 168.63.129.16/32 "
        + "192.0.0.192/32");

    /// <summary>All that is not the public internet (IANA's special-purpose registries).</summary>
    private static readonly ImmutableArray<IPNetwork> Private = Read(
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 "
        + "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
        + "::/128 ::1/128 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 3fff::/20 5f00::/16 fc00::/7 fec0::/10 "
        + "ff00::/8");

    /// <summary>Null: it may be asked; else why it never is.</summary>
    /// <param name="allowed">Private networks that an administrator opened to addresses of others.</param>
    public static string? WhyNot(IPAddress address, AddressFrom from, ImmutableArray<IPNetwork> allowed)
    {
        IPAddress[] meant = [.. Meanings(address)];
        if (meant.Any(one => IsIn(one, Metadata))) return "where machines keep their credentials; it is never asked";
        if (from == AddressFrom.Settings) return null;
        return meant.Any(one => IsIn(one, Private) && !IsIn(one, allowed))
            ? "on a private network, and the address came from outside; it is not asked. "
                + "An administrator may allow it with PLIMSOLL_PRIVATE_ADDRESSES"
            : null;
    }

    public static ImmutableArray<IPNetwork> Read(string networks) =>
        [.. networks.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse)];

    private static bool IsIn(IPAddress address, ImmutableArray<IPNetwork> networks) =>
        networks.Any(network => network.Contains(address));

    /// <summary>The address, and the IPv4 one it is another name of: mapped, compatible, NAT64, 6to4, ISATAP.</summary>
    private static IEnumerable<IPAddress> Meanings(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return [address];
        var bytes = address.GetAddressBytes();
        var plain = new IPAddress(bytes);
        return bytes switch
        {
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ..] => [V4(12)],
            [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, ..] => [plain, V4(12)],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ..] => [plain, V4(12)],
            [0, 0x64, 0xff, 0x9b, ..] => [plain, V4(12)],
            [0x20, 0x02, ..] => [plain, V4(2)],
            [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5e, 0xfe, ..] => [plain, V4(12)],
            _ => [plain],
        };

        IPAddress V4(int at) => new(bytes.AsSpan(at, 4));
    }
}
