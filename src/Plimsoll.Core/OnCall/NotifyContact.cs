using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>Tells one contact of the step that is due; the messages follow from the fact.</summary>
public sealed record NotifyContact(string Person, int Round) : PageCommand
{
    public override Ruling<PageEvent> Decide(Page page, Moment now)
    {
        if (!page.Exists) return PageRefusals.NoSuchPage;
        var due = PageWalk.Due(page, now.At);
        return due.Round == Round && due.People.Contains(Person)
            ? new ContactNotified(Person, Round, due.Step)
            : Refusal.TooLate($"{Person} is not notified: {PageRefusals.Standing(page)}.");
    }
}

public sealed record ContactNotified(string Person, int Round, int Step) : PageEvent
{
    public override Page Apply(Page page, Moment moment)
    {
        var begun = page.Calls.Any(c => c.Round == Round && c.Step == Step);
        var call = new ContactCall(Person, Round, Step, moment.At, "");
        return page with
        {
            Round = Round,
            Next = Math.Min(Step + 1, page.Steps.Length),
            DueAt = begun ? page.DueAt : moment.At + Wait(page),
            Calls = [.. page.Calls.Where(c => c.Person != Person), call],
        };
    }

    private TimeSpan Wait(Page page) => Step < page.Steps.Length ? page.Steps[Step].Wait : PageStep.Usual;
}
