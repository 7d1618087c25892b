using Plimsoll.Server.Drivers.Shells;

namespace Plimsoll.Server.Nodes;

/// <summary>The word by which hosts know the servers of one database: what one of them began, another finds.</summary>
internal static class SharedMark
{
    public static string Of(SharedTexts texts) =>
        texts.Change("mark", text => text != "" ? text : ServerMark.New(), CancellationToken.None).GetAwaiter().GetResult();
}
