using System.Collections.Immutable;

namespace Plimsoll.Core.OnCall;

/// <summary>What a page asks for now.</summary>
/// <param name="IsOver">The last step has passed without an answer.</param>
public sealed record PageDue(ImmutableArray<string> People, int Round, int Step, bool IsOver)
{
    public static readonly PageDue Nothing = new([], 0, 0, false);
}

/// <summary>Whose turn it is: step after step, then everybody every five minutes.</summary>
public static class PageWalk
{
    /// <summary>Only the newest step that is due; what a gap has missed is not made up for.</summary>
    public static PageDue Due(Page page, DateTimeOffset at) =>
        !page.IsOpen ? PageDue.Nothing
        : at < page.DueAt ? RestOfStep(page)
        : page.Unanswered ? NextRound(page)
        : Newest(page, at);

    private static PageDue Newest(Page page, DateTimeOffset at)
    {
        var (step, due) = (page.Next, page.DueAt);
        while (step < page.Steps.Length && due + page.Steps[step].Wait <= at) due += page.Steps[step++].Wait;
        return step < page.Steps.Length
            ? new PageDue(page.Steps[step].People, page.Round, step, false)
            : new PageDue([], page.Round, step, true);
    }

    private static PageDue NextRound(Page page)
    {
        var begun = page.Calls.Any(c => c.Round == page.Round);
        return new PageDue(Everybody(page), begun ? page.Round + 1 : page.Round, page.Steps.Length, false);
    }

    // Who belongs to the step that has begun is notified with it, also when a restart came between two of them.
    private static PageDue RestOfStep(Page page)
    {
        var begun = page.Calls.Where(c => c.Round == page.Round).Select(c => c.Step).DefaultIfEmpty(-1).Max();
        if (begun < 0) return PageDue.Nothing;
        var people = begun < page.Steps.Length ? page.Steps[begun].People : Everybody(page);
        return new PageDue(
            [.. people.Where(p => page.Call(p) is not { } call || (call.Round, call.Step) != (page.Round, begun))],
            page.Round, begun, false);
    }

    private static ImmutableArray<string> Everybody(Page page) => [.. page.Steps.SelectMany(s => s.People).Distinct()];
}
