using Plimsoll.Core.Announcements;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Tests.Incidents;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Announcements;

public sealed class MailsOfAnIncident
{
    [Fact]
    public void An_update_goes_to_every_address_of_its_audiences_with_the_next_promise()
    {
        var mail = Assert.Single(SomeIncident.Declared().Tell(new SendUpdate("We look.", ["support"], false)).Mails<UpdateSent>());
        Assert.Equal(["support@example.org"], mail.To);
        Assert.Contains("Next update by", mail.Text, StringComparison.Ordinal);
        Assert.Contains("This is the last update.", SomeIncident.Reviewing().Mails<UpdateSent>()[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_of_two_audiences_gets_an_update_once_however_it_is_written()
    {
        var scene = SomeIncident.Declared();
        var service = scene.World.Get<Service>(Service.StreamOf(Deployments.SomeService.Name)).Definition!;
        scene.Do(Service.StreamOf(service.Name), new DefineService(service with
        {
            Audiences = service.Audiences.Add("partners", ["Support@Example.org"]),
        }));
        scene.Tell(new SendUpdate("We look.", ["partners", "support"], false));
        Assert.Single(scene.Mails<UpdateSent>());
    }

    [Fact]
    public void A_promise_for_the_next_day_says_the_day_in_every_zone()
    {
        var scene = SomeIncident.Declared();
        scene.After(scene.Now.UtcDateTime.Date.AddDays(1).AddMinutes(-10) - scene.Now.UtcDateTime)
            .Tell(new SendUpdate("We look.", ["support"], false));
        var (mail, next) = (Assert.Single(scene.Mails<UpdateSent>()), scene.Now.AddMinutes(30));
        Assert.Contains($"Next update by {next:yyyy-MM-dd HH:mm} UTC.", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"Next update by {next.AddHours(-5):yyyy-MM-dd HH:mm} America/Bogota",
            ReceiversTime.In(mail.Text, scene.Now, "America/Bogota"), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_is_asked_to_lead_is_told() =>
        Assert.Equal(["ada@example.org"], SomeIncident.Declared().Mails<CommandOffered>().To());

    [Fact]
    public void A_low_one_is_mailed_and_wakes_nobody()
    {
        Assert.Equal(["ada@example.org", "dan@example.org"], SomeIncident.Declared(Severity.Low).Mails<IncidentDeclared>().To());
        Assert.Empty(SomeIncident.Declared().Mails<IncidentDeclared>());
    }

    [Fact]
    public void A_low_one_that_is_back_is_mailed_with_what_shows_it()
    {
        var scene = SomeIncident.Resolved().Tell(new ReopenIncident("It fails again"));
        Assert.Empty(scene.Mails<IncidentReopened>());
        var low = SomeIncident.Led().Tell(new AssessSeverity(Severity.Low, "few")).Tell(new CancelIncident("a drill"))
            .Tell(new ReopenIncident("It fails again"));
        Assert.Equal(["ada@example.org", "dan@example.org"], low.Mails<IncidentReopened>().To());
        Assert.All(low.Mails<IncidentReopened>(), m => Assert.Contains("It fails again", m.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_quiet_miss_tells_nobody_and_the_escalation_once()
    {
        var scene = SomeIncident.Led().Follow().After(TimeSpan.FromHours(5)).Follow();
        Assert.Empty(scene.Mails<DutyMissed>());
        Assert.Equal(["ada@example.org"], scene.Mails<DutyEscalated>().To());
    }

    [Fact]
    public void Reminders_name_the_line_and_what_to_type()
    {
        var scene = SomeIncident.Led().Follow().After(TimeSpan.FromMinutes(12)).Follow();
        var mail = Assert.Single(scene.Mails<DutyNudged>());
        Assert.Contains("plimsoll incident ", mail.Text, StringComparison.Ordinal);
        Assert.Contains("guide line", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_item_tells_its_owner_when_it_is_given_and_when_it_is_due()
    {
        var scene = SomeIncident.Closed().Follow();
        Assert.Equal(["dan@example.org"], scene.Mails<ActionItemAdded>().To());
        Assert.Equal(["dan@example.org"], scene.After(TimeSpan.FromDays(4)).Follow().Mails<ActionItemReminded>().To());
    }

    [Fact]
    public void The_invitation_and_its_end_go_to_everybody_invited()
    {
        var scene = SomeIncident.Reviewed();
        Assert.Equal(["ada@example.org", "dan@example.org"], scene.Mails<RetrospectiveScheduled>().To());
        Assert.All(scene.Tell(new CancelRetrospective("no room")).Mails<RetrospectiveCancelled>(),
            m => Assert.StartsWith("Called off", m.Title, StringComparison.Ordinal));
    }

    [Fact]
    public void The_Security_Lead_is_told_only_when_needed()
    {
        Assert.NotEmpty(SomeIncident.Declared().Tell(new AnswerSecurity(true, "")).Mails<SecurityAnswered>());
        Assert.Empty(SomeIncident.Declared().Tell(new AnswerSecurity(false, "no data")).Mails<SecurityAnswered>());
    }

    [Fact]
    public void The_preview_has_the_words_that_are_sent() => Assert.Equal(
        "We look.\n\nNext update by 09:30 UTC.", UpdateText.Of("We look.", false,
            new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)));
}
