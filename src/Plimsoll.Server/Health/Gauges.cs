using System.Diagnostics.Metrics;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Health;

/// <summary>What is measured when somebody asks: where the parts of the server are, and what goes on.</summary>
/// <remarks>
/// No name of a service, a person or an incident is in it. Private incidents and their pages are left out altogether:
/// a number that moves would tell of them.
/// </remarks>
public sealed class Gauges(SqlJournal journal, Feed feed, Reactor reactor, Outbox outbox, TimeProvider business)
{
    private World World => feed.World;

    private IEnumerable<Incident> Open =>
        World.Going<Incident>().Select(i => i.Value).Where(i => i is { Exists: true, IsPrivate: false } && !i.Status.IsOver);

    public void On(Meter meter)
    {
        meter.CreateObservableGauge("plimsoll.journal.position", Head, "{fact}", "Position of the last fact of the journal.");
        meter.CreateObservableGauge("plimsoll.boards.lag", () => Math.Max(0, Head() - World.Position), "{fact}",
            "Facts of the journal that pages and answers do not know yet.");
        meter.CreateObservableGauge("plimsoll.reactor.lag",
            () => AtWork(Math.Max(0, World.Position - reactor.Quiet.Position)), "{fact}",
            "Facts of which not everything that follows has been done.");
        meter.CreateObservableGauge("plimsoll.reactor.parked", () => AtWork(reactor.Parked.Count), "{reaction}",
            "Reactions that threw and wait for the next start.");
        meter.CreateObservableGauge("plimsoll.ticker.age", () => AtWork(reactor.SinceQuiet.TotalSeconds), "s",
            "Time since everything that was due had been done.");
        meter.CreateObservableGauge("plimsoll.duties.overdue", () => Overdue().Count(), "{duty}",
            "Duties of open incidents that are overdue.");
        meter.CreateObservableGauge("plimsoll.duties.oldest_overdue",
            () => Overdue().Select(late => late.TotalSeconds).DefaultIfEmpty().Max(), "s",
            "How long the oldest duty that is overdue has been so.");
        meter.CreateObservableGauge("plimsoll.outbox.messages", Messages, "{message}",
            "Messages that have not left, by channel and state; given-up and not-sent do not leave by themselves.");
        meter.CreateObservableGauge("plimsoll.deployments", Deployments, "{deployment}",
            "Deployments that go on: queued, running, or waiting for somebody's answer.");
        meter.CreateObservableGauge("plimsoll.incidents.open", Incidents, "{incident}",
            "Open incidents that are not private, by severity and phase.");
        meter.CreateObservableGauge("plimsoll.pages.unacknowledged", () => World.Going<Page>().Count(p => IsWanted(p.Value)),
            "{page}", "Pages nobody has acknowledged, but for those of private incidents.");
        meter.CreateObservableGauge("process.unix.file_descriptor.count",
            () => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(), "{file_descriptor}",
            "Open file descriptors.");
    }

    // Of several servers only the one that does the work says it: of another it would grow for ever.
    private IEnumerable<Measurement<T>> AtWork<T>(T value) where T : struct =>
        reactor.IsAtWork ? [new Measurement<T>(value)] : [];

    private long Head() => journal.Query("SELECT position FROM head", [], row => row.GetInt64(0)).Single();

    private IEnumerable<TimeSpan> Overdue()
    {
        var now = business.GetUtcNow();
        var guides = World.Get<GuideBook>(GuideBook.Stream);
        return from incident in Open
               from duty in IncidentDuties.Of(incident, guides.Find(incident.Playbook), now)
               where duty.State == DutyState.Overdue
               select now - (duty.Due ?? now);
    }

    private IEnumerable<Measurement<long>> Messages() => outbox.Left().Select(count => new Measurement<long>(
        count.Messages, new("channel", count.Channel), new("state", OutboxTable.Word(count.State))));

    // Zeros too: a graph shows that nothing goes on, and an alert needs a number to compare.
    private IEnumerable<Measurement<long>> Deployments()
    {
        var going = World.Going<Deployment>().Select(d => d.Value).Where(d => d.Exists).ToList();
        long Count(Func<DeploymentStatus, bool> which) => going.LongCount(d => which(d.Status));
        yield return Of(Count(s => s == DeploymentStatus.Pending), "queued");
        yield return Of(Count(s => s is not (DeploymentStatus.Pending or DeploymentStatus.Waiting)), "running");
        yield return Of(Count(s => s == DeploymentStatus.Waiting), "waiting");

        static Measurement<long> Of(long count, string state) => new(count, new KeyValuePair<string, object?>("state", state));
    }

    private IEnumerable<Measurement<long>> Incidents()
    {
        var open = Open.ToList();
        return from severity in Enum.GetValues<Severity>()
               from response in (bool[])[true, false]
               select new Measurement<long>(
                   open.LongCount(i => i.Severity == severity && i.Status.IsResponse == response),
                   new("severity", severity.ToString().ToLowerInvariant()), new("phase", response ? "response" : "review"));
    }

    private bool IsWanted(Page page) => page.IsOpen && !(page.About.Kind == Incident.Kind
        && World.Get<Incident>(page.About) is { IsPrivate: true });
}
