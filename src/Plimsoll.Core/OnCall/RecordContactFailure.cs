using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>Every way to a contact has failed for good; who comes next need not wait for the time to pass.</summary>
public sealed record RecordContactFailure(string Person, int Round, string Reason) : PageCommand
{
    public override Ruling<PageEvent> Decide(Page page, Moment now) =>
        !page.Exists ? PageRefusals.NoSuchPage
        : page.HasEnded || page.Call(Person) is not { Failure: "" } call || call.Round != Round
            ? Ruling.Of<PageEvent>()
            : new ContactFailed(Person, Round, Reason);
}

public sealed record ContactFailed(string Person, int Round, string Reason) : PageEvent
{
    public override Page Apply(Page page, Moment moment)
    {
        var after = page with
        {
            Calls = [.. page.Calls.Select(c => c.Person == Person ? c with { Failure = Reason } : c)],
        };
        return StepFailed(after) && moment.At < after.DueAt ? after with { DueAt = moment.At } : after;
    }

    private bool StepFailed(Page page) =>
        !page.Unanswered && Round == page.Round && page.Next > 0
        && page.Steps[page.Next - 1].People.All(
            p => page.Call(p) is { Failure.Length: > 0 } call && call.Round == page.Round);
}
