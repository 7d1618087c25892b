using System.Text.RegularExpressions;

namespace Plimsoll.Core.Access;

/// <summary>What facts call a person: <c>p-</c> and sixteen letters or digits that mean nothing.</summary>
/// <remarks>Who it is stands in a table beside the journal, so that a person can be forgotten.</remarks>
public static partial class PersonId
{
    public const string Prefix = "p-";

    /// <summary>Before the name of whoever used the node's own token.</summary>
    public const string NodePrefix = "node:";

    public static bool Is(string actor) => Whole().IsMatch(actor);

    /// <summary>The node's own token, used on its command line although accounts exist.</summary>
    public static bool IsNode(string actor) => actor.StartsWith(NodePrefix, StringComparison.Ordinal);

    /// <summary>A name typed before accounts existed: nobody proved it.</summary>
    public static bool IsClaimed(string actor) =>
        actor != "" && !Is(actor) && !actor.Contains(':', StringComparison.Ordinal);

    /// <summary>Every id in a text.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9/_-])p-[0-9a-z]{16}(?![A-Za-z0-9_-])")]
    public static partial Regex Within();

    [GeneratedRegex(@"\Ap-[0-9a-z]{16}\z")]
    private static partial Regex Whole();
}
