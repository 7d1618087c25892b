using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>Each thing that blocks, with who clears it and the command on a line of its own.</summary>
internal static class BlockerText
{
    public static string Of(IEnumerable<BlockerView> blockers) => string.Concat(blockers.Select(One));

    private static string One(BlockerView blocker)
    {
        var line = blocker.Line > 0 ? $" (guide line {blocker.Line})" : "";
        var who = blocker.WhoCanClear is "" or "nobody" ? "" : $"    {Plain.Text(blocker.WhoCanClear)} can clear it:\n";
        var command = blocker.Command == ""
            ? "    Nothing to type: only time clears it.\n"
            : $"    {Plain.Text(blocker.Command)}\n";
        return $"  - {Plain.Text(blocker.Sentence)}{line}\n{who}{command}";
    }
}
