using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Nodes;

/// <summary>Which of several servers this is: kept in its data folder, so that it is the same one after a restart.</summary>
public sealed partial record NodeId(string Value)
{
    private const string FileName = "node-id";

    /// <summary>Between a ticket and the node on whose machine its work runs.</summary>
    private const string At = "--at-";

    public static NodeId Of(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        if (!File.Exists(file)) AccessFolder.Write(file, $"n{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}\n");
        return new NodeId(File.ReadAllText(file).Trim());
    }

    /// <summary>A number of 32 bits for locks of the database.</summary>
    public int Number => int.Parse(Value.AsSpan(1), System.Globalization.NumberStyles.HexNumber);

    /// <summary>A ticket for work on the machine of this node, which no other node can see.</summary>
    public string Mark(string ticket) => ticket + At + Value;

    /// <summary>The node on whose machine a ticket's work runs; null where any node can reach it.</summary>
    public static NodeId? In(string ticket) => Marked().Match(ticket) is { Success: true } found
        ? new NodeId(found.Groups[1].Value) : null;

    [GeneratedRegex("--at-(n[0-9a-f]{8})$")]
    private static partial Regex Marked();

    public override string ToString() => Value;
}
