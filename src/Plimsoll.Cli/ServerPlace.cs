namespace Plimsoll.Cli;

/// <summary>A server's address, the token it wants, and where both were found.</summary>
internal sealed record ServerPlace(Uri Address, string Token, string From)
{
    /// <summary>Certificates trusted beside the system's; empty: none.</summary>
    public string CaFile { get; init; } = "";
}
