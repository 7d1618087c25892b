using Plimsoll.Server.Drivers.Shells;

namespace Plimsoll.Server.Nodes;

/// <summary>The word by which hosts know the servers of one database: what one of them began, another finds.</summary>
internal static class SharedMark
{
    public const string Name = "mark";

    public static string Of(SharedTexts texts) =>
        texts.Agreed(Name, ServerMark.New, CancellationToken.None).GetAwaiter().GetResult();
}
