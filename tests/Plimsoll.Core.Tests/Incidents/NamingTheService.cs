using Plimsoll.Core.Announcements;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Incidents;

public sealed class NamingTheService
{
    private static readonly NameService Shop = new(SomeService.Name);

    [Fact]
    public void From_then_on_it_is_as_if_it_had_been_declared_with_it()
    {
        var (late, declared) = (Nameless().Tell(Shop).Follow(), SomeIncident.Declared().Follow());

        Assert.Equal(declared.IncidentOf().Lead.Candidates, late.IncidentOf().Lead.Candidates);
        Assert.Equal(declared.IncidentOf().Lead.Offered, late.IncidentOf().Lead.Offered);
        Assert.Equal(
            declared.IncidentOf().Suspects.Select(s => s.What), late.IncidentOf().Suspects.Select(s => s.What));
        Assert.Equal([SomeIncident.Id], late.Get<Lane>(SomeLane.Production).Holds.Select(h => h.Id));
    }

    [Fact]
    public void Its_contacts_are_paged_by_a_page_of_their_own_and_the_one_in_vain_ends()
    {
        var scene = Nameless();
        Paged(scene);
        Assert.True(scene.Get<Page>(Page.StreamOf(SomeIncident.Id)) is { Unanswered: true, Steps.IsEmpty: true });

        var sent = Sent(scene.Tell(Shop));

        Assert.Equal(["resolve-page", "page"], sent.Select(s => s.Name));
        Assert.Equal(SomeService.Name, Assert.IsType<TriggerPage>(sent[1].Command).Service);
        Assert.NotEqual(Page.StreamOf(SomeIncident.Id), sent[1].Stream);
    }

    [Fact]
    public void A_low_one_is_mailed_and_wakes_nobody()
    {
        var scene = Nameless(Severity.Low).Tell(Shop);

        Assert.Empty(Sent(scene));
        Assert.All(scene.Mails<ServiceNamed>(), mail => Assert.Contains("low severity", mail.Title));
    }

    [Fact]
    public void One_that_knows_its_service_keeps_it_and_one_that_is_over_calls_nobody()
    {
        var scene = Nameless();
        Assert.Equal(RefusalKind.Invalid, scene.Kind(new NameService(" ")));
        Assert.Equal(RefusalKind.NotFound, scene.Kind(new NameService("no-such")));
        scene.Tell(Shop);
        Assert.Empty(scene.Happens(Shop));
        Assert.Equal(RefusalKind.TooLate, scene.Kind(new NameService("another")));
        Assert.Equal(RefusalKind.TooLate, Nameless().Tell(new CancelIncident("a drill")).Kind(Shop));
    }

    private static Scene Nameless(Severity severity = Severity.High) => SomeIncident.Quiet().After(TimeSpan.FromHours(25))
        .Tell(SomeIncident.Declare(severity: severity, service: ""));

    private static void Paged(Scene scene)
    {
        foreach (var send in OnCallReactions.On(scene.Facts.Last(f => f.Event is IncidentDeclared), scene.World)
            .OfType<Send>().ToList())
            scene.Do(send.Stream, send.Command, "system:page");
    }

    private static List<Send> Sent(Scene scene) =>
        [.. OnCallReactions.On(scene.Facts.Last(f => f.Event is ServiceNamed), scene.World).OfType<Send>()];
}
