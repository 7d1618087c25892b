using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Server.Drivers;

/// <summary>How work is started on a machine so that it outlives this server, and how it is found again.</summary>
/// <remarks>The attempt with its ticket is journaled before <see cref="Start"/> is called.</remarks>
public interface IDriver
{
    /// <summary>Puts an artifact where work there can read it, unless it is there; answers with its path.</summary>
    /// <param name="file">Where it lies on the server's machine.</param>
    Task<string> Bring(string file, string sha256, CancellationToken stop);

    /// <summary>Whether a release is there as a whole; where it is, it counts as used now.</summary>
    /// <param name="mark">The file in it that names what it was unpacked from.</param>
    Task<bool> Has(string mark, string sha256, CancellationToken stop);

    /// <summary>Puts the ticket at the target and starts it. Idempotent: a ticket starts at most once, ever.</summary>
    Task<Started> Start(Ticket ticket, CancellationToken stop);

    /// <summary>What is known of a ticket, and its raw output from a cursor on.</summary>
    Task<Observed> Observe(string ticket, long cursor, CancellationToken stop);

    /// <summary>TERM, ten seconds, KILL: to the session, its descendants and all that has the ticket's mark.</summary>
    /// <exception cref="HostUnreachable">It could not be told.</exception>
    Task<Cancelled> Cancel(string ticket, CancellationToken stop);

    /// <summary>Removes what the ticket left. Only after its end is journaled.</summary>
    Task Forget(string ticket, CancellationToken stop);

    /// <summary>The machine as a whole.</summary>
    /// <param name="folder">Where room is asked for.</param>
    Task<HostState> Probe(string folder, CancellationToken stop);

    /// <summary>The version whose release is current in a target's folder; empty where none is.</summary>
    Task<string> Running(string folder, CancellationToken stop);

    /// <summary>Removes tickets that ended more than a week ago and leftovers of a day, never one that lives; each as a
    /// sentence.</summary>
    Task<IReadOnlyList<string>> Clean(CancellationToken stop);
}

/// <param name="Missing">What it lacks to run work, as sentences; empty when it is ready.</param>
/// <param name="Tickets">Each with how it stands.</param>
public sealed record HostState(IReadOnlyList<string> Missing, long FreeBytes, IReadOnlyList<string> Tickets);

/// <summary>One piece of work.</summary>
/// <param name="Id">Lower-case letters, digits, dashes; unique for ever.</param>
/// <param name="Slot">Work with the same slot never overlaps on a host: lane and target.</param>
/// <param name="Arguments">Program and arguments, as data; never secrets.</param>
/// <param name="Environment">Variables, secrets included; the rest of the environment is clean.</param>
public sealed record Ticket(
    string Id,
    string Slot,
    IReadOnlyList<string> Arguments,
    string Folder,
    IReadOnlyDictionary<string, string> Environment,
    TimeSpan Timeout)
{
    /// <summary>Variables that hold the path of a file with this text; it is there while the work runs.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty;

    public WorkLimits Limits { get; init; } = WorkLimits.None;

    /// <summary>How long it may print nothing; null: as long as it may take.</summary>
    public TimeSpan? IdleTimeout { get; init; }
}

public abstract record Started
{
    /// <summary>It runs, or ran: ask <see cref="IDriver.Observe"/>.</summary>
    /// <param name="Seen">What its place told in the same answer, from the start of its output on; null: it was not asked.</param>
    public sealed record Accepted(Observed? Seen = null) : Started;

    /// <summary>Other work still holds the slot.</summary>
    public sealed record Busy(string OtherTicket) : Started;

    /// <summary>It did not start and will not by itself.</summary>
    public sealed record NotStarted(string Reason) : Started;
}

public enum TicketState { NeverStarted, Starting, Running, Finished, Unknown }

/// <param name="ExitCode">Set when finished; 124 where it ran out of time or was silent for too long.</param>
/// <param name="Output">Raw bytes from the cursor on, at most 64 KiB.</param>
/// <param name="Cursor">Where to read on; later than asked while there is no output: what lay between is left out.</param>
public sealed record Observed(TicketState State, int? ExitCode, string Sentence, byte[] Output, long Cursor)
{
    /// <summary>It was ended because its time was over, or it was silent for too long. Work may end with 124 by itself.</summary>
    public bool TimedOut { get; init; }

    /// <summary>It was ended because it printed nothing for so long.</summary>
    public TimeSpan? SilentFor { get; init; }

    /// <summary>The limit that ended it, as the service file calls it; null where none did, or none that can be told.</summary>
    public string? Limit { get; init; }

    /// <summary>It has ended and nothing it wrote lies behind the cursor: whoever is far away need not be asked once more.</summary>
    public bool IsAll { get; init; }

    /// <summary>What is missing of its output, as a sentence; empty when all of it was kept.</summary>
    public string Loss { get; init; } = "";
}

/// <param name="Clean">False: something may still run there.</param>
public sealed record Cancelled(bool Clean, string Sentence);
