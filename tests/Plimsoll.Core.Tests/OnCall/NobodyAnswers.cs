using Plimsoll.Core.OnCall;
using static Plimsoll.Core.Tests.OnCall.Paging;

namespace Plimsoll.Core.Tests.OnCall;

public sealed class NobodyAnswers
{
    [Fact]
    public void A_page_with_nobody_to_reach_is_unanswered_from_its_first_moment()
    {
        var page = Of(Nowhere);

        Assert.True(page.Page.Unanswered);
        Assert.Empty(page.Notified());
        Assert.True(page.Page.IsOpen);
    }

    [Fact]
    public void After_the_last_step_everybody_is_tried_together()
    {
        var page = Of(Ada, Grace);
        page.Notified();
        page.Within(5);
        Assert.False(page.Page.Unanswered);

        Assert.Equal(["ada", "grace"], page.Within(5));
        Assert.True(page.Page.Unanswered);
    }

    [Fact]
    public void Everybody_is_tried_again_every_five_minutes_for_ever()
    {
        var page = Of(Ada, Grace);
        page.Notified();
        page.Within(10);

        var day = page.Within(24 * 60);

        Assert.Equal(2 * 24 * 12, day.Count);
        Assert.Equal(2, page.Page.Calls.Length);
    }

    [Fact]
    public void After_a_gap_everybody_is_tried_once()
    {
        var page = Of(Ada, Grace);
        page.Notified();

        Assert.Equal(["ada", "grace"], page.After(300).Notified());
        Assert.Empty(page.Notified());
    }

    [Fact]
    public void Contacts_nothing_reaches_are_tried_again_after_five_minutes_and_not_at_once()
    {
        var page = Of(Ada, Grace);
        page.Notified();
        page.Fail("ada").Notified();
        page.Fail("grace");

        Assert.Empty(page.Notified());
        Assert.True(page.Page.Unanswered);
        Assert.Empty(page.Within(4));
        Assert.Equal(["ada", "grace"], page.Within(1));
    }

    [Fact]
    public void An_acknowledgement_ends_it()
    {
        var page = Of(Ada);
        page.Notified();
        page.Within(5);

        page.Do(new AcknowledgePage("ada"));

        Assert.False(page.Page.Unanswered);
        Assert.Empty(page.Within(30));
    }

    [Fact]
    public void It_is_not_left_unanswered_before_its_time()
    {
        var page = Of(Ada);
        page.Notified();

        Assert.Contains("another step is due", page.Scene.Refused(Paging.Stream, new LeaveUnanswered()).Reason);
    }
}
