using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using static Plimsoll.Core.Tests.OnCall.Paging;

namespace Plimsoll.Core.Tests.OnCall;

public sealed class TryingOneAfterTheOther
{
    [Fact]
    public void The_first_contact_is_notified_at_once() => Assert.Equal(["ada"], Of(Ada, Grace).Notified());

    [Fact]
    public void The_next_one_follows_after_five_minutes_and_not_before()
    {
        var page = Of(Ada, Grace);
        page.Notified();

        Assert.Empty(page.After(4.9).Notified());
        Assert.Equal(["grace"], page.After(0.1).Notified());
    }

    [Fact]
    public void A_contact_without_an_address_is_no_step() => Assert.Equal(["grace"], Of(Nowhere, Grace).Notified());

    [Fact]
    public void A_person_named_twice_is_tried_once()
    {
        var page = Of(Ada, Ada with { Mail = "ada@elsewhere.example" }, Grace);

        Assert.Equal(["ada"], page.Notified());
        Assert.Equal(["grace"], page.Within(5));
    }

    [Fact]
    public void A_contact_nothing_reaches_makes_the_next_one_due_at_once()
    {
        var page = Of(Ada, Grace);
        page.Notified();

        page.Fail("ada");

        Assert.Equal(["grace"], page.Notified());
        Assert.Equal("the address is unknown", page.Page.Call("ada")?.Failure);
    }

    [Fact]
    public void A_failure_of_an_earlier_step_hurries_nothing()
    {
        var page = Of(Ada, Grace, Edsger);
        page.Notified();
        page.Within(5);

        page.Fail("ada");

        Assert.Empty(page.Notified());
        Assert.Equal(["edsger"], page.Within(5));
    }

    [Fact]
    public void A_failure_told_twice_is_recorded_once()
    {
        var page = Of(Ada, Grace);
        page.Notified();
        page.Fail("ada");

        Assert.Empty(page.Scene.Events(Paging.Stream, new RecordContactFailure("ada", 1, "again")));
    }

    [Fact]
    public void A_failure_of_a_round_that_is_over_changes_nothing()
    {
        var page = Of(Ada);
        page.Notified();
        page.Within(5);

        Assert.Equal(2, page.Page.Round);
        Assert.Empty(page.Scene.Events(Paging.Stream, new RecordContactFailure("ada", 1, "too late")));
    }

    [Fact]
    public void After_a_gap_only_the_newest_step_is_taken()
    {
        var page = Of(Ada, Grace, Edsger);
        page.Notified();

        Assert.Equal(["edsger"], page.After(11).Notified());
        Assert.Empty(page.Within(4));
    }

    [Fact]
    public void Everybody_of_one_step_is_notified_also_when_a_restart_came_between()
    {
        var page = Of(Ada, Grace);
        page.Notified();
        page.Within(5);
        page.After(5).Do(new LeaveUnanswered()).Do(new NotifyContact("ada", 2));

        Assert.Equal(["grace"], page.After(1).Notified());
        Assert.Equal(2, page.Page.Round);
        Assert.Empty(page.Within(3));
        Assert.Equal(["ada", "grace"], page.Within(1));
    }

    [Fact]
    public void Nobody_is_notified_whose_turn_it_is_not()
    {
        var page = Of(Ada, Grace);

        var refusal = page.Scene.Refused(Paging.Stream, new NotifyContact("grace", 1));

        Assert.Equal(RefusalKind.TooLate, refusal.Kind);
    }

    [Fact]
    public void A_page_is_triggered_once()
    {
        var page = Of(Ada);

        Assert.Empty(page.Scene.Events(Paging.Stream, Trigger(Core.Incidents.Severity.Low, Grace)));
        Assert.Equal(["ada"], page.Notified());
    }

    [Fact]
    public void A_page_without_a_title_is_refused() => Assert.Equal(
        RefusalKind.Invalid,
        new Paging().Scene.Refused(Paging.Stream, Trigger(Core.Incidents.Severity.Low, Ada) with { Title = " " }).Kind);
}
