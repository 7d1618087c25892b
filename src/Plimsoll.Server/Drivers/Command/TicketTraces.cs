using System.Globalization;

namespace Plimsoll.Server.Drivers.Command;

/// <summary>What a ticket's folder shows, and what that means. No pid and no clock is asked.</summary>
/// <param name="Status">What the wrapper wrote at the end: exit code and how it ended.</param>
/// <param name="ClaimedBoot">The boot id under which it was claimed.</param>
/// <param name="LockHeld">The wrapper lives.</param>
/// <param name="Boot">The host's boot id now.</param>
public sealed record TicketTraces(string? Status, string? ClaimedBoot, bool LockHeld, string Boot)
{
    /// <summary>The host as people call it; empty: this machine.</summary>
    public string Host { get; init; } = "";

    public const string NeverWill = "It was cancelled before it started and never will.";

    public TicketState State => this switch
    {
        { Status: not null } => TicketState.Finished,
        { ClaimedBoot: null, LockHeld: false } => TicketState.NeverStarted,
        { ClaimedBoot: null, LockHeld: true } => TicketState.Starting,
        _ when ClaimedBoot != Boot => TicketState.Unknown,
        { LockHeld: true } => TicketState.Running,
        _ => TicketState.Unknown,
    };

    private string[] Words => Status?.Split(' ') ?? [];

    /// <summary>What is missing of the output; empty when nothing is.</summary>
    public string Loss => !Words.Contains("lost") ? ""
        : Host == "" ? "Part of its output is lost: the disk was full." : $"Part of its output is lost: the disk of {Host} was full.";

    public int? ExitCode => int.TryParse(Words.FirstOrDefault(), out var code) ? code : null;

    public TimeSpan? SilentFor => Words is [_, "silent", var seconds, ..]
        ? TimeSpan.FromSeconds(long.Parse(seconds, CultureInfo.InvariantCulture))
        : null;

    public bool TimedOut => Words is [_, "expired" or "silent", ..];

    /// <summary>The limit that ended it.</summary>
    public string? Limit => Words is [_, "limit", var limit, ..] ? limit : null;

    public string Sentence => State switch
    {
        TicketState.Finished => $"{Ending(Words.ElementAtOrDefault(1))} {Loss}".TrimEnd(),
        TicketState.NeverStarted => "It never started; starting it is safe.",
        TicketState.Starting => "It is being started.",
        TicketState.Running => "It runs.",
        _ when ClaimedBoot != Boot => $"Not known: {(Host == "" ? "the host" : Host)} restarted while it ran.",
        _ => $"Not known: its wrapper{(Host == "" ? "" : $" on {Host}")} was killed before it could write how the work ended.",
    };

    /// <summary>What is known, with the output that was read after these.</summary>
    /// <param name="sentence">In words; the driver knows more of it where these do not tell the end.</param>
    public Observed Observed(string sentence, byte[] output, long cursor) =>
        new(State, ExitCode, sentence, output, cursor) { TimedOut = TimedOut, SilentFor = SilentFor, Limit = Limit, Loss = Loss };

    private string Ending(string? how) => how switch
    {
        "expired" => "It ran out of time and was ended.",
        "silent" => $"It printed nothing for {SilentFor?.TotalSeconds} s and was ended.",
        "limit" => $"It reached its limit of {Limit} and was ended.",
        "cancelled" => $"It was cancelled and ended with exit code {ExitCode}.",
        _ => $"It ended with exit code {ExitCode}.",
    };
}
