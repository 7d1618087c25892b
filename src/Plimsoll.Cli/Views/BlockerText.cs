using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>Each thing that blocks, with who clears it and the command on a line of its own.</summary>
internal static class BlockerText
{
    public static string Of(IEnumerable<BlockerView> blockers)
    {
        var all = blockers.ToList();
        // Until a candidate is sealed, every gate is cleared by sealing first: that is said once, above them.
        return all.Find(b => b.Code == "release.draft") is not { Command: not "" } draft
            ? string.Concat(all.Select(One))
            : string.Concat(all.Select(b => b == draft ? One(b) + Pending(all.Where(IsUnder)) : IsUnder(b) ? "" : One(b)));

        bool IsUnder(BlockerView blocker) => blocker != draft && blocker.Command == draft.Command;
    }

    private static string Pending(IEnumerable<BlockerView> gates)
    {
        var lines = string.Concat(gates.Select(g => $"      - {Plain.Text(g.Sentence)}{Line(g)}\n"));
        return lines == "" ? "" : $"    After that it waits for:\n{lines}";
    }

    private static string One(BlockerView blocker)
    {
        var who = blocker.WhoCanClear is "" or "nobody" ? "" : $"    {Plain.Text(blocker.WhoCanClear)} can clear it:\n";
        var command = blocker.Command == ""
            ? "    Nothing to type: only time clears it.\n"
            : $"    {Plain.Text(blocker.Command)}\n";
        return $"  - {Plain.Text(blocker.Sentence)}{Line(blocker)}\n{who}{command}";
    }

    private static string Line(BlockerView blocker) => blocker.Line > 0 ? $" (guide line {blocker.Line})" : "";
}
