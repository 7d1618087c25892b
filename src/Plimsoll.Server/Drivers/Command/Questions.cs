namespace Plimsoll.Server.Drivers.Command;

/// <summary>What a host is asked, as a message calls it that has no answer to it.</summary>
internal static class Questions
{
    public const string Release = "whether the release is there";
    public const string Current = "which release is current";
    public const string State = "how it stands";
}
