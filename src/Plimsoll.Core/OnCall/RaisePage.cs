using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>What it is about has become worse: who has acknowledged it did so for less, and is called again.</summary>
public sealed record RaisePage(Severity Severity) : PageCommand
{
    public override Ruling<PageEvent> Decide(Page page, Moment now) =>
        !page.Exists ? PageRefusals.NoSuchPage
        : page.HasEnded || page.Severity >= Severity ? Ruling.Of<PageEvent>()
        : new PageRaised(Severity);
}

public sealed record PageRaised(Severity Severity) : PageEvent
{
    public override Page Apply(Page page, Moment moment)
    {
        var raised = page with { Severity = Severity };
        return page.Status == PageStatus.Acknowledged ? AcknowledgementLapsed.Again(raised, moment) : raised;
    }
}
