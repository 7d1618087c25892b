using Plimsoll.Server.Access;

namespace Plimsoll.Server.Nodes;

/// <summary>Command lines that wait to be let in, for all nodes: a terminal asks one, and its code is typed at another.</summary>
internal static class SharedDeviceCodes
{
    public const string Name = "devices";

    public static DeviceCodes Of(SharedTexts texts, TimeProvider machine) =>
        new(machine, change => texts.Change(Name, change, CancellationToken.None).GetAwaiter().GetResult());
}
