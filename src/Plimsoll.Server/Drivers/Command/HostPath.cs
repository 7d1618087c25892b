namespace Plimsoll.Server.Drivers.Command;

/// <summary>Where programs are found on this host; with its home all that work takes over from the server.</summary>
internal static class HostPath
{
    private const string Usual = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static string Value => Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : Usual;

    public static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
