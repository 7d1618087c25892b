using Plimsoll.Core.Announcements;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Releases;

/// <summary>A major waits until customers were told what it changes for them, where the service says who they are.</summary>
public sealed class CustomersOfAMajor
{
    private const string Text = "From 1 March on, orders without a tax id are refused.";

    private static readonly ServiceDefinition WithCustomers = SomeService.Usual with
    {
        Audiences = SomeService.Usual.Audiences.SetItem("customers", ["news@customers.test", "big@customer.test"]),
    };

    [Fact]
    public void It_says_what_to_type_until_they_were_told()
    {
        var scene = SomeRelease.Draft(type: ReleaseType.Major, service: WithCustomers).Seal();
        var blocker = Blockers(scene).Single(b => b.Code == "release.customers");
        Assert.Equal("plimsoll release tell-customers shop 1.1.0 --text \"TEXT\"", blocker.Command);

        scene.Do(SomeRelease.Stream, new TellCustomers($" {Text}\n"), "pam");
        Assert.DoesNotContain(Blockers(scene), b => b.Code == "release.customers");
        Assert.Equal((Text, "pam"), (scene.ReleaseOf().Notice?.Text, scene.ReleaseOf().Notice?.By));
        // What is sealed anew is the same release for them.
        Assert.DoesNotContain(Blockers(scene.Seal(2)), b => b.Code == "release.customers");
    }

    [Fact]
    public void Production_does_not_start_before()
    {
        var scene = SomeRelease.Draft(type: ReleaseType.Major, service: WithCustomers).Seal().Queue("production", "prod-1");
        Assert.Contains("release.customers", scene.Blockers());
        Assert.DoesNotContain("release.customers", scene.Do(SomeRelease.Stream, new TellCustomers(Text), "pam").Blockers());
    }

    [Fact]
    public void Nobody_is_told_twice_by_chance()
    {
        var scene = SomeRelease.Draft(type: ReleaseType.Major, service: WithCustomers)
            .Do(SomeRelease.Stream, new TellCustomers(Text), "pam");
        Assert.StartsWith("pam has told them at",
            scene.Refused(SomeRelease.Stream, new TellCustomers("Another text."), "ada").Reason, StringComparison.Ordinal);
        scene.Do(SomeRelease.Stream, new TellCustomers("It is 2 March.", Again: true), "ada");
        Assert.Equal("It is 2 March.", scene.ReleaseOf().Notice?.Text);
    }

    [Fact]
    public void Each_of_them_gets_what_was_written_and_nothing_of_ours()
    {
        var scene = SomeRelease.Draft(type: ReleaseType.Major, service: WithCustomers);
        scene.Do(SomeRelease.Stream, new TellCustomers(Text), "pam");

        var mails = AnnouncementReactions.On(scene.Facts[^1], scene.World).OfType<Deliver>().ToList();
        Assert.Equal(["news@customers.test", "big@customer.test"], mails.SelectMany(m => m.To));
        Assert.All(mails, m => Assert.Equal((Text, $"{WithCustomers.Title} 1.1.0 is coming"), (m.Text, m.Title)));
    }

    [Fact]
    public void Who_is_named_twice_is_told_once()
    {
        var twice = WithCustomers with
        {
            Audiences = WithCustomers.Audiences.SetItem("customers", ["news@customers.test", "News@customers.test", "news@customers.test"]),
        };
        var scene = SomeRelease.Draft(type: ReleaseType.Major, service: twice).Do(SomeRelease.Stream, new TellCustomers(Text), "pam");
        Assert.Single(AnnouncementReactions.On(scene.Facts[^1], scene.World));
        Assert.Equal(["news@customers.test"], scene.ReleaseOf().Notice!.To.AsEnumerable());
    }

    [Theory]
    [InlineData(ReleaseType.Minor)]
    [InlineData(ReleaseType.Patch)]
    public void Smaller_ones_need_not_and_may(ReleaseType type)
    {
        var scene = SomeRelease.Draft(type: type, service: WithCustomers).Seal();
        Assert.DoesNotContain(Blockers(scene), b => b.Code == "release.customers");
        scene.Do(SomeRelease.Stream, new TellCustomers(Text), "pam");
        Assert.NotNull(scene.ReleaseOf().Notice);
    }

    [Fact]
    public void Where_nobody_is_named_as_a_customer_nothing_waits_and_nobody_is_told()
    {
        var scene = SomeRelease.Draft(type: ReleaseType.Major).Seal();
        Assert.DoesNotContain(Blockers(scene), b => b.Code == "release.customers");
        Assert.Contains("under `audiences`, `customers`",
            scene.Refused(SomeRelease.Stream, new TellCustomers(Text), "pam").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notice_says_something() => Assert.Contains("what they have to do",
        SomeRelease.Draft(type: ReleaseType.Major, service: WithCustomers)
            .Refused(SomeRelease.Stream, new TellCustomers(" "), "pam").Reason, StringComparison.Ordinal);

    private static List<Blocker> Blockers(Scene scene) =>
        [.. ReleaseView.Of(scene.ReleaseOf(), scene.World.Reader()).Blockers(scene.Now)];
}
