using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using static Plimsoll.Core.Tests.OnCall.Paging;

namespace Plimsoll.Core.Tests.OnCall;

public sealed class Acknowledging
{
    [Fact]
    public void Nobody_is_notified_after_it()
    {
        var page = Of(Severity.Low, Ada, Grace);
        page.Notified();

        page.Do(new AcknowledgePage("ada"));

        Assert.Empty(page.Within(200));
        Assert.Equal("ada", page.Page.AcknowledgedBy);
    }

    [Fact]
    public void A_step_that_was_due_before_it_is_refused_after_it()
    {
        var page = Of(Ada, Grace);
        page.Notified();
        var due = Assert.Single(PagePursuit.Of(page.After(5).Scene.World, page.Scene.Now));

        page.Do(new AcknowledgePage("ada"));

        var refusal = page.Scene.Refused(due.Stream, due.Command);
        Assert.Equal((RefusalKind.TooLate, "grace is not notified: ada acknowledged the page."), (refusal.Kind, refusal.Reason));
    }

    [Fact]
    public void Somebody_who_is_no_contact_may_do_it()
    {
        var page = Of(Ada).Do(new AcknowledgePage("barbara"));

        Assert.Equal("barbara", page.Page.AcknowledgedBy);
    }

    [Fact]
    public void The_second_one_changes_nothing()
    {
        var page = Of(Ada).Do(new AcknowledgePage("ada"));

        Assert.Empty(page.Scene.Events(Paging.Stream, new AcknowledgePage("grace")));
        Assert.Equal("ada", page.Page.AcknowledgedBy);
    }

    [Fact]
    public void It_is_too_late_when_all_is_over()
    {
        var page = Of(Ada).Do(new ResolvePage("restored"));

        Assert.Equal(RefusalKind.TooLate, page.Scene.Refused(Paging.Stream, new AcknowledgePage("ada")).Kind);
    }

    [Fact]
    public void Nobody_cannot_do_it() =>
        Assert.Equal(RefusalKind.Invalid, Of(Ada).Scene.Refused(Paging.Stream, new AcknowledgePage(" ")).Kind);

    [Fact]
    public void A_page_that_is_none_cannot_be_acknowledged() => Assert.Equal(
        RefusalKind.NotFound, new Paging().Scene.Refused(Paging.Stream, new AcknowledgePage("ada")).Kind);

    [Theory]
    [InlineData(Severity.Critical, 30)]
    [InlineData(Severity.High, 60)]
    [InlineData(Severity.Medium, 240)]
    [InlineData(Severity.Low, 240)]
    public void It_lapses_and_the_first_contact_is_tried_again(Severity severity, int minutes)
    {
        var page = Of(severity, Ada, Grace);
        page.Notified();
        page.Do(new AcknowledgePage("grace"));

        Assert.Empty(page.Within(minutes - 1));
        Assert.Equal(["ada"], page.Within(1));
        Assert.Equal(["grace"], page.Within(5));
        Assert.Equal("", page.Page.AcknowledgedBy);
    }

    [Fact]
    public void It_does_not_lapse_before_its_time() => Assert.Contains(
        "grace acknowledged", Of(Ada).Do(new AcknowledgePage("grace")).Scene
            .Refused(Paging.Stream, new LapseAcknowledgement()).Reason);

    [Fact]
    public void A_resolved_page_never_comes_back()
    {
        var page = Of(Ada).Do(new AcknowledgePage("ada")).Do(new ResolvePage("restored"));

        Assert.Empty(page.Within(300));
        Assert.True(page.Page.HasEnded);
        Assert.Equal("restored", page.Page.Outcome);
        Assert.Empty(page.Scene.Events(Paging.Stream, new ResolvePage("again")));
    }
}
