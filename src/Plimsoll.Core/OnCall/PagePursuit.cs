using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>What open pages ask for now: contacts to notify, or an acknowledgement to end.</summary>
public static class PagePursuit
{
    public static IEnumerable<Send> Of(World world, DateTimeOffset at) =>
        world.Going<Page>().SelectMany(page => Of(page.Key, page.Value, world, at));

    private static IEnumerable<Send> Of(StreamName stream, Page page, World world, DateTimeOffset at)
    {
        if (IncidentPages.IsDone(page, world, at))
            return [new Send("resolve-page", page.Id, stream, new ResolvePage("the line is done"))];
        if (page.Status == PageStatus.Acknowledged)
            return page.LapsesAt <= at
                ? [new Send("lapse-acknowledgement", page.Id, stream, new LapseAcknowledgement())]
                : [];
        var due = PageWalk.Due(page, at);
        return due.IsOver
            ? [new Send("leave-unanswered", page.Id, stream, new LeaveUnanswered())]
            : due.People.Select(
                person => new Send("notify-contact", person, stream, new NotifyContact(person, due.Round)));
    }
}
