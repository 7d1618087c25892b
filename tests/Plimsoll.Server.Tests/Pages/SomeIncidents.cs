using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>Incidents in a house, led by commands, in business time that is moved.</summary>
internal sealed class SomeIncidents(LiveHouse house, FakeTimeProvider clock)
{
    public LiveHouse House => house;

    public FakeTimeProvider Clock => clock;

    public async Task<string> Declare(
        string title, Severity severity = Severity.Medium, string service = "shop", bool? security = false)
    {
        var id = IncidentNumbers.Next(house.Desk.World);
        await Do(id, new DeclareIncident(id, title, severity, service, "", "Baskets stay empty.", security));
        return id;
    }

    public async Task Do(string id, Command command, string actor = "Grace")
    {
        var answer = await house.Desk.Send(
            Incident.StreamOf(id), command, actor, TestContext.Current.CancellationToken);
        Assert.True(answer is Answer.Accepted,
            $"{command.GetType().Name}: {(answer as Answer.Refused)?.Refusal.Reason}");
    }

    public Incident Get(string id) => house.Desk.World.Get<Incident>(Incident.StreamOf(id));

    /// <summary>The first minutes, as the guide wants them.</summary>
    public async Task<string> Led(string title, Severity severity = Severity.Medium, string service = "shop")
    {
        var id = await Declare(title, severity, service);
        await Do(id, new TakeCommand());
        await Do(id, new AssessSeverity(severity, "One in ten customers cannot pay."));
        await Do(id, new OpenChannel("https://chat.example.test/inc", "https://call.example.test/inc"));
        await Do(id, new SendUpdate("Checkout fails. We look into it.", [], false));
        await Do(id, new JoinResponse("Ben", "Developers"));
        await Do(id, new RecordSymptoms(clock.GetUtcNow(), "Baskets stay empty."));
        return id;
    }

    public async Task<string> Identified(string title)
    {
        var id = await Led(title);
        await Do(id, new IdentifyCause("The session filter drops everything.", 0));
        return id;
    }

    public async Task<string> Mitigating(string title)
    {
        var id = await Identified(title);
        await Do(id, new RecordDecision(Remedy.Workaround, "A fix takes hours.", ["hotfix", "turn the filter off"]));
        return id;
    }

    public async Task<string> Monitoring(string title)
    {
        var id = await Mitigating(title);
        await Do(id, new FinishMitigation("", "The filter is off."));
        return id;
    }

    public async Task<string> Resolved(string title)
    {
        var id = await Monitoring(title);
        await Do(id, new VouchForMitigation(true, "Orders come in."));
        await Do(id, new ResolveIncident("Orders are as many as last week."));
        return id;
    }

    public async Task<string> Reviewing(string title)
    {
        var id = await Resolved(title);
        await Do(id, new SendUpdate("Everything works again.", [], true));
        return id;
    }

    public async Task<string> Closed(string title)
    {
        var id = await Reviewing(title);
        await Do(id, new EditReview(Sections.RootCause, "The filter was never tested with an empty group.", 0));
        await Do(id, new AddActionItem("Test the filter with an empty group", "Grace",
            DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), true));
        await Do(id, new AnswerRunbooks("", "", null, "They said what to do."));
        await Do(id, new ScheduleRetrospective(clock.GetUtcNow().AddMinutes(10), 45, ["grace@example.test"]));
        clock.Advance(TimeSpan.FromMinutes(10));
        await Do(id, new ArchiveChannel("https://chat.example.test/archive/inc"));
        await Do(id, new CloseIncident());
        return id;
    }
}
