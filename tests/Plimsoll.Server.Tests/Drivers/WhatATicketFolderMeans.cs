using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Tests.Drivers;

public sealed class WhatATicketFolderMeans
{
    [Theory]
    [InlineData("0 ended", null, false, TicketState.Finished)]
    [InlineData("0 ended", "other", true, TicketState.Finished)]
    [InlineData(null, null, false, TicketState.NeverStarted)]
    [InlineData(null, null, true, TicketState.Starting)]
    [InlineData(null, "now", true, TicketState.Running)]
    [InlineData(null, "now", false, TicketState.Unknown)]
    [InlineData(null, "other", false, TicketState.Unknown)]
    [InlineData(null, "other", true, TicketState.Unknown)]
    public void The_table_holds(string? status, string? claimed, bool held, TicketState state) =>
        Assert.Equal(state, new TicketTraces(status, claimed, held, "now").State);

    [Theory]
    [InlineData("7 ended", 7, "It ended with exit code 7.")]
    [InlineData("124 expired", 124, "It ran out of time and was ended.")]
    [InlineData("0 ended lost", 0, "It ended with exit code 0. Part of its output is lost: the disk was full.")]
    [InlineData("124 silent 90", 124, "It printed nothing for 90 s and was ended.")]
    [InlineData("152 limit cpu-time lost", 152, "It reached its limit of cpu-time and was ended. Part of its output is lost: the disk was full.")]
    [InlineData("143 cancelled", 143, "It was cancelled and ended with exit code 143.")]
    public void The_end_is_told(string status, int code, string sentence)
    {
        var traces = new TicketTraces(status, "now", false, "now");

        Assert.Equal((code, sentence), (traces.ExitCode, traces.Sentence));
    }

    [Theory]
    [InlineData("124 expired", true)]
    [InlineData("124 silent 90 lost", true)]
    [InlineData("124 ended", false)]
    [InlineData("124 ended lost", false)]
    [InlineData("143 cancelled", false)]
    public void Work_that_ends_with_124_by_itself_did_not_run_out_of_time(string status, bool timedOut) =>
        Assert.Equal(timedOut, new TicketTraces(status, "now", false, "now").Observed("", [], 0).TimedOut);
}
