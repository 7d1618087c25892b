namespace Plimsoll.Server.Drivers.Command;

/// <summary>Where programs are found on a host; with the user's home all that work takes over from outside.</summary>
internal sealed record HostPath(string Path, string Home)
{
    public const string Usual = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static HostPath Here =>
        new(Value, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    public static string Value => Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : Usual;
}
