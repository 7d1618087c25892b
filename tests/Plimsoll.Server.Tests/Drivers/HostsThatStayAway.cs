using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Drivers;

namespace Plimsoll.Server.Tests.Drivers;

/// <summary>What is said of work whose host cannot be reached: never that it failed.</summary>
public sealed class HostsThatStayAway
{
    private static readonly HostUnreachable Cut = new("The connection to web1 was lost.", passes: true);
    private static readonly HostUnreachable Unknown = new("web1 is not known.", passes: false);
    private readonly FakeTimeProvider _machine = new();

    [Fact]
    public void Work_that_may_run_is_waited_for_as_long_as_it_may_take_and_then_it_is_not_known()
    {
        var absence = Absence(mayRun: true);

        Assert.Null(absence.Judge(Cut));
        Assert.Null(absence.Judge(Unknown));
        _machine.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(absence.Judge(Cut));
        _machine.Advance(TimeSpan.FromSeconds(1));

        var ended = absence.Judge(Cut);

        Assert.Equal((Outcome.Unknown, "Not known: The connection to web1 was lost. Look there."), (ended?.Outcome, ended?.Sentence));
    }

    [Fact]
    public void Work_that_never_began_is_an_error_after_a_minute()
    {
        var absence = Absence(mayRun: false);

        Assert.Null(absence.Judge(Cut));
        _machine.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(Outcome.Error, absence.Judge(Cut)?.Outcome);
    }

    [Fact]
    public void Work_that_never_began_on_a_host_that_needs_a_person_is_an_error_at_once() =>
        Assert.Equal((Outcome.Error, "It did not start: web1 is not known."),
            (Absence(mayRun: false).Judge(Unknown)?.Outcome, Absence(mayRun: false).Judge(Unknown)?.Sentence));

    [Fact]
    public void Work_that_was_sent_while_its_host_came_and_went_is_never_said_not_to_have_begun()
    {
        var isSent = false;
        var absence = Absence(() => isSent);
        Assert.Null(absence.Judge(Cut));
        isSent = true;
        _machine.Advance(TimeSpan.FromMinutes(2));

        Assert.Null(absence.Judge(Cut));
        Assert.Null(absence.Judge(Unknown));
    }

    private Absence Absence(bool mayRun) => Absence(() => mayRun);

    private Absence Absence(Func<bool> mayRun) => new(mayRun, TimeSpan.FromMinutes(10), " Look there.", _machine);
}
