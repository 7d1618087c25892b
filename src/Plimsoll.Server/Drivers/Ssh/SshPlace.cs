using Plimsoll.Core.Catalog;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>One host and the user work runs as there: what one connection is for.</summary>
internal sealed record SshPlace(HostAddress Address, string HostKey, HostAddress? Jump, string Become)
{
    public static SshPlace Of(RemoteHost host) => new(
        Parsed(host.Address), host.HostKey, host.Jump == "" ? null : Parsed(host.Jump), host.Become);

    /// <summary>As messages call it.</summary>
    public string Name => NameOf(Address);

    public static string NameOf(HostAddress host) =>
        host.Port == HostAddress.UsualPort ? host.Name : $"{host.Name}:{host.Port}";

    private static HostAddress Parsed(string text) => HostAddress.Parse(text) is { } address
        ? address with { User = address.User == "" ? Environment.UserName : address.User }
        : throw new HostUnreachable($"\"{text}\" is no address of a host; write [user@]name[:port].", passes: false);
}
