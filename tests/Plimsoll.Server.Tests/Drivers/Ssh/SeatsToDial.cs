using Plimsoll.Server.Drivers.Ssh;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>Hundreds of hosts that are dialed at once are dialed a few at a time.</summary>
public sealed class SeatsToDial
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_comes_when_all_are_taken_waits_until_one_is_given_back()
    {
        using var seats = new DialSeats(2, Never);
        var first = await seats.Take(Stop);
        using var second = await seats.Take(Stop);
        var third = seats.Take(Stop);
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        using var taken = await third;
        Assert.False(seats.Take(Stop).IsCompleted);
    }

    [Fact]
    public async Task A_host_that_says_nothing_gives_its_seat_to_the_next()
    {
        using var seats = new DialSeats(1, TimeSpan.FromMilliseconds(1));

        using var silent = await seats.Take(Stop);

        using var next = await seats.Take(Stop);
    }

    [Fact]
    public async Task A_host_that_has_said_what_it_is_keeps_its_seat()
    {
        using var seats = new DialSeats(1, TimeSpan.Zero);
        // Given up at once: only who was kept before that is still there.
        var seat = await seats.Take(Stop);
        seat.Keep();
        seat.Dispose();

        using var next = await seats.Take(Stop);
    }
}
