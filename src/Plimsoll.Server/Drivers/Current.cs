namespace Plimsoll.Server.Drivers;

/// <summary>The link in a target's folder that says which release runs.</summary>
internal static class Current
{
    public const string Link = "current";
    private const string Releases = "releases/";

    /// <param name="leadsTo">Where the link leads.</param>
    /// <returns>Empty where that is no release of Plimsoll's.</returns>
    public static string Version(string leadsTo) =>
        leadsTo.StartsWith(Releases, StringComparison.Ordinal) ? leadsTo[Releases.Length..].Trim() : "";
}
