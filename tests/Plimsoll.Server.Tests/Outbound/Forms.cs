using System.Net;

namespace Plimsoll.Server.Tests.Outbound;

/// <summary>Ways to write an address that must not be asked, so that who compares texts does not see it.</summary>
internal static class Forms
{
    /// <summary>Where machines keep their credentials: nobody may have these asked.</summary>
    public static readonly string[] Metadata =
    [
        "169.254.169.254", "169.254.170.2", "169.254.0.1", "169.254.255.254", "169.254.169.253", "169.254.42.42",
        "100.100.100.200", "192.0.0.192", "168.63.129.16", "169.254.1.1",
    ];

    /// <summary>What the word of others must not lead to, beside those.</summary>
    public static readonly string[] Private =
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "0.0.0.0", "100.64.0.1",
        "198.18.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1",
    ];

    private static readonly string[] MetadataV6 =
        ["[fd00:ec2::254]", "[fd20:ce::254]", "[fe80::1]", "[fe80::1%25eth0]", "[fe80::1%251]", "[FE80::A9FE:A9FE]"];

    private static readonly string[] PrivateV6 =
        ["[::1]", "[::]", "[fc00::1]", "[fd12::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[64:ff9b:1::1]",
            "localhost", "LOCALHOST", "localhost.", "inside.localhost"];

    public static List<string> OfMetadata => [.. Metadata.SelectMany(Of), .. MetadataV6];

    public static List<string> OfPrivate => [.. Private.SelectMany(Of), .. PrivateV6];

    /// <summary>The names that <see cref="Of"/> makes up, and what they resolve to.</summary>
    public static IPAddress[]? Resolved(string name) => name.TrimEnd('.').ToLowerInvariant().Split('.') switch
    {
        ["localhost"] or ["inside", "localhost"] => [IPAddress.Loopback],
        ["a", var at, "test"] => [Read(at)],
        ["both", var at, "test"] => [IPAddress.Parse("93.184.216.34"), Read(at)],
        ["mapped", var at, "test"] => [Read(at).MapToIPv6()],
        ["example", "org"] or ["start", "example"] => [IPAddress.Parse("93.184.216.34")],
        _ => null,
    };

    private static IEnumerable<string> Of(string address)
    {
        var b = IPAddress.Parse(address).GetAddressBytes();
        var number = ((uint)b[0] << 24) | ((uint)b[1] << 16) | ((uint)b[2] << 8) | b[3];
        var (high, low) = ($"{(b[0] << 8) | b[1]:x}", $"{(b[2] << 8) | b[3]:x}");
        var name = address.Replace('.', '-');
        return
        [
            address, $"{number}", $"0x{number:x}", $"0{Convert.ToString(number, 8)}", $"{address}.",
            $"0x{b[0]:x}.0x{b[1]:x}.0x{b[2]:x}.0x{b[3]:X}", string.Join('.', b.Select(o => $"0{Convert.ToString(o, 8)}")),
            $"{b[0]}.{b[1]}.{(b[2] << 8) | b[3]}", $"{b[0]}.{number & 0xffffff}", $"0x{b[0]:x}.{b[1]}.0x{b[2]:x}.{b[3]}",
            $"[::ffff:{address}]", $"[::ffff:{high}:{low}]", $"[::{high}:{low}]", $"[64:ff9b::{high}:{low}]",
            $"[2002:{high}:{low}::1]", $"[2a00:1450::5efe:{high}:{low}]", $"[::ffff:0:{high}:{low}]",
            $"a.{name}.test", $"A.{name}.TEST.", $"both.{name}.test", $"mapped.{name}.test",
            $"example.org@{address}", $"example.org:80@{address}:80", $"{address}#@example.org",
            string.Concat(address.Select(c => char.IsAsciiDigit(c) ? (char)('０' + (c - '0')) : c)),
            address.Replace('.', '。'), Uri.HexEscape(address[0]) + address[1..],
        ];
    }

    private static IPAddress Read(string name) => IPAddress.Parse(name.Replace('-', '.'));
}
