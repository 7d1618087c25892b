using Plimsoll.Core.Access;
using Plimsoll.Core.Announcements;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Incidents;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;
using static Plimsoll.Core.Tests.Access.SomePeople;

namespace Plimsoll.Core.Tests.Access;

public sealed class SigningInAnEmergency
{
    private const string Gate = "sign-off.Release Manager";
    private static readonly StreamName Incident = Core.Incidents.Incident.StreamOf("INC-1");

    [Fact]
    public void The_commander_signs_the_patch_that_names_the_incident_and_a_release_manager_confirms_it()
    {
        var scene = Patch();
        scene.Do(SomeRelease.Stream, new SignOffInEmergency(1, "nobody can pay"), "sam");
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Gate));
        Assert.Contains("emergency (INC-1)", scene.GateOf(Gate).Sentence, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(SomeRelease.Stream, new ConfirmEmergency(""), "sue").Kind);
        scene.Do(SomeRelease.Stream, new ConfirmEmergency("right so"), "ada");
        Assert.Contains("confirmed by ada", scene.GateOf(Gate).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Taken_back_it_counts_no_more_and_is_looked_at_all_the_same()
    {
        var scene = Patch().Do(SomeRelease.Stream, new SignOffInEmergency(1, "nobody can pay"), "sam")
            .Do(SomeRelease.Stream, new TakeBackSignOff(Roles.ReleaseManager, ""), "sam");
        Assert.Equal(Verdict.Pending, scene.VerdictOf(Gate));
        Assert.Equal(RefusalKind.NotFound,
            scene.Refused(SomeRelease.Stream, new TakeBackSignOff(Roles.ReleaseManager, ""), "sam").Kind);
        Assert.Single(EmergencyPursuit.Of(scene.World, scene.Now.AddDays(1)));
        scene.Do(SomeRelease.Stream, new SignOffInEmergency(1, "still nobody can pay"), "sam");
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Gate));
        scene.Do(SomeRelease.Stream, new ConfirmEmergency("right so"), "ada");
        Assert.Empty(EmergencyPursuit.Of(scene.World, scene.Now.AddDays(1)));
    }

    [Fact]
    public void Who_signed_does_not_confirm()
    {
        var scene = Patch(commander: "ada").Do(SomeRelease.Stream, new SignOffInEmergency(1, "now"), "ada");
        Assert.Contains("another", scene.Refused(SomeRelease.Stream, new ConfirmEmergency(""), "ada").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_when_nobody_confirmed_it_within_one_working_day()
    {
        var scene = Patch().Do(SomeRelease.Stream, new SignOffInEmergency(1, "nobody can pay"), "sam");
        scene.After(TimeSpan.FromDays(1));
        Assert.DoesNotContain("not confirmed in time", scene.GateOf(Gate).Sentence, StringComparison.Ordinal);
        scene.After(TimeSpan.FromMinutes(1));
        Assert.Contains("not confirmed in time", scene.GateOf(Gate).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Release_managers_hear_of_it_at_once_and_once_more_when_nobody_confirmed_it()
    {
        var scene = Patch().WithAccounts().Join("ada", "service/shop", Roles.ReleaseManager);
        scene.Do(Incident, new TakeCommand(), Id("root"));
        scene.Do(SomeRelease.Stream, new SignOffInEmergency(1, "nobody can pay"), Id("root"));
        Assert.Equal((Id("ada"), "shop 1.1.0 was signed in an emergency"), MailOf(scene));
        Assert.Empty(EmergencyPursuit.Of(scene.World, scene.Now));
        scene.After(TimeSpan.FromDays(1));
        var due = Assert.Single(EmergencyPursuit.Of(scene.World, scene.Now));
        scene.Do(due.Stream, due.Command, "system:releases");
        Assert.Equal((Id("ada"), "shop 1.1.0 was signed in an emergency and nobody has confirmed it"), MailOf(scene));
        Assert.Empty(EmergencyPursuit.Of(scene.World, scene.Now));
        scene.Do(SomeRelease.Stream, new ConfirmEmergency("right so"), Id("ada"));
        Assert.Contains($"confirmed by {Id("ada")}", scene.GateOf(Gate).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_confirms_in_time_hears_no_more_of_it()
    {
        var scene = Patch().Do(SomeRelease.Stream, new SignOffInEmergency(1, "nobody can pay"), "sam");
        scene.Do(SomeRelease.Stream, new ConfirmEmergency("right so"), "ada").After(TimeSpan.FromDays(9));
        Assert.Empty(EmergencyPursuit.Of(scene.World, scene.Now));
        Assert.Empty(scene.Events(SomeRelease.Stream, new LeaveUnconfirmed(1, "sam"), "system:releases"));
    }

    private static (string To, string Title) MailOf(Scene scene)
    {
        var mail = Assert.Single(AnnouncementReactions.On(scene.Facts[^1], scene.World).OfType<Deliver>());
        return (Assert.Single(mail.To), mail.Title);
    }

    [Theory]
    [InlineData("2026-11-24T14:36:00Z", "2026-11-25T14:36:00Z")]
    [InlineData("2026-11-27T14:36:00Z", "2026-11-30T14:36:00Z")]
    [InlineData("2026-11-28T14:36:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("2026-11-29T23:59:00Z", "2026-12-01T00:00:00Z")]
    public void One_working_day_leaves_weekends_out(string from, string to) => Assert.Equal(
        DateTimeOffset.Parse(to, null), Workdays.OneAfter(DateTimeOffset.Parse(from, null)));

    [Fact]
    public void Nobody_but_the_commander_does() => Assert.Contains("commander",
        Patch().Refused(SomeRelease.Stream, new SignOffInEmergency(1, "now"), "ada").Reason, StringComparison.Ordinal);

    [Fact]
    public void Nor_the_commander_who_wrote_it() => Assert.Contains("wrote",
        Patch(commander: "dan").Refused(SomeRelease.Stream, new SignOffInEmergency(1, "now"), "dan").Reason,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Severity.Medium, ReleaseType.Patch, "INC-1")]
    [InlineData(Severity.Critical, ReleaseType.Minor, "INC-1")]
    [InlineData(Severity.Critical, ReleaseType.Patch, "INC-2")]
    [InlineData(Severity.Critical, ReleaseType.Patch, "SHOP-77")]
    public void Anything_else_takes_the_usual_way(Severity severity, ReleaseType type, string fixes) =>
        Assert.Equal(RefusalKind.Forbidden, Patch(severity, type, fixes)
            .Refused(SomeRelease.Stream, new SignOffInEmergency(1, "now"), "sam").Kind);

    [Fact]
    public void It_says_why_it_cannot_wait() => Assert.Equal(RefusalKind.Invalid,
        Patch().Refused(SomeRelease.Stream, new SignOffInEmergency(1, " "), "sam").Kind);

    private static Scene Patch(
        Severity severity = Severity.Critical, ReleaseType type = ReleaseType.Patch, string fixes = "inc-1",
        string commander = "sam")
    {
        var playbook = SomePlaybook.With("hot", SomePlaybook.SignOff("Release Manager", "patch,minor"));
        var scene = SomeRelease.NoneYet(playbook: playbook);
        scene.Do(Incident, SomeIncident.Declare(severity: severity)).Do(Incident, new TakeCommand(), commander);
        scene.Do(SomeRelease.Stream, new CreateRelease("shop", "1.1.0", type, type == ReleaseType.Patch ? "" : "1.0.0", null, fixes), "dora");
        return scene.Do(SomeRelease.Stream, new SealCandidate("c1", "shop.tar", "d1", "hot", ["dan", "dora"], []), "dan");
    }
}
