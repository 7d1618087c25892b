using System.Globalization;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Health;

/// <summary>Which colour each part of the server has, and why.</summary>
public static class Judgement
{
    /// <summary>Less than this is left on the disk: time to make room, while everything still works.</summary>
    public const long LittleRoom = 512L * 1024 * 1024;

    /// <summary>Everything due is done within a second or two; a loaded machine takes longer.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan Stuck = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<HealthPart> Of(Findings found) =>
        [Journal(found), Disk(found), Boards(found), Reactions(found), Ticker(found), Outbox(found), Secrets(found), Mail(found)];

    private static HealthPart Journal(Findings found) => found.Ready switch
    {
        Ready.NotHeld => new("journal", Colour.Red,
            $"What lies in {found.DataFolder} is not what this server opened: the folder was moved, deleted or replaced.",
            "Stop the server, put the folder back, start it again."),
        Ready.TooOld => new("journal", Colour.Red,
            "A newer version has written what this server does not know; it reads no further, shows nothing and does nothing.",
            "Stop this server, and start the newer version in its place."),
        Ready.NotWritable => new("journal", Colour.Red,
            $"The journal cannot be written; it ends at position {found.Position}. Nothing that was accepted is lost.",
            $"Look at the server's log, and at the disk and the permissions of {found.DataFolder}."),
        _ => new("journal", Colour.Green, Text($"It ends at position {found.Position}; ")
            + (found.LastCommit is { } last ? Text($"the last commit was at {last:yyyy-MM-dd HH:mm:ss} UTC.")
                : "this server has written nothing since its start.")),
    };

    private static HealthPart Disk(Findings found) =>
        found.InDatabase ? found.ShortOfRoom ? new("disk", Colour.Red,
            "The disk of the database is full: nothing is written, and nothing is lost.",
            "Make room where PostgreSQL keeps its data; it goes on by itself then.")
        : new("disk", Colour.Green, $"{Size(found.FreeBytes)} are free on the disk of {found.DataFolder}; the database has its own.")
        : found.ShortOfRoom ? new("disk", Colour.Red,
            "The disk is full: only pages and incidents are still written, into the room that is kept aside for them.",
            $"Make room on the disk of {found.DataFolder}; it goes on by itself then.")
        : found.FreeBytes < LittleRoom ? new("disk", Colour.Amber,
            $"Only {Size(found.FreeBytes)} are free on the disk of {found.DataFolder}.",
            "Make room: when it is full, commands are refused.")
        : new("disk", Colour.Green, $"{Size(found.FreeBytes)} are free, and the room for pages and incidents is kept aside.");

    private static HealthPart Boards(Findings found) => found.Ready == Ready.Behind
        ? new("boards", Colour.Red,
            Text($"Pages and answers are {found.Position - found.BoardsAt} facts behind the journal and do not catch up."),
            "Look at the server's log, then restart it: it reads the journal anew.")
        : new("boards", Colour.Green, Text($"Folded up to position {found.BoardsAt}."));

    private static HealthPart Reactions(Findings found) => found.ParkedInAll > 0
        ? new("reactions", Colour.Amber,
            string.Join(" ", [Text($"{found.ParkedInAll} threw and wait for the next start; all others go on."), .. found.Parked]),
            "Read the server's log, report what threw as a bug, and restart the server: it tries them again.")
        : found.Early != ""
        ? new("reactions", Colour.Amber, $"Some of what follows from facts waits, and is tried again all the time. {found.Early}",
            "plimsoll server nodes shows the servers and their versions: upgrade the older ones, or stop them.")
        : new("reactions", Colour.Green, found.Elsewhere != "" ? "What follows from facts is done by the server that does the work."
            : Text($"What follows from facts was done up to position {found.ReactorAt}."));

    private static HealthPart Ticker(Findings found) => found.Waiting != ""
        ? new("ticker", Colour.Amber, found.Waiting, found.Waiting.Contains("activate", StringComparison.Ordinal) ? "plimsoll server activate" : "")
        : found.Elsewhere != ""
        ? new("ticker", found.NobodyWorks ? Colour.Red : Colour.Green, found.Elsewhere,
            found.NobodyWorks ? "plimsoll server nodes shows them; start one, and look at the clock and the log of each." : "")
        : found.SinceQuiet < Late
        ? new("ticker", Colour.Green, "What is due by time alone is done within seconds.")
        : new("ticker", found.SinceQuiet < Stuck ? Colour.Amber : Colour.Red,
            Text($"For {found.SinceQuiet.TotalSeconds:0} s not everything that is due has been done: duties, pages and starts may be late."),
            "Look at the server's log and at the load of its machine.");

    private static HealthPart Outbox(Findings found)
    {
        var dead = found.Outbox.Where(c => c.IsDead).ToList();
        var waiting = found.Outbox.Where(c => !c.IsDead).Sum(c => c.Messages);
        var onTheirWay = waiting == 1 ? "1 message is on its way" : Text($"{waiting} messages are on their way");
        return dead.Count == 0
            ? new("outbox", Colour.Green, $"{onTheirWay}; none was given up.")
            : new("outbox", Colour.Amber,
                Text($"{dead.Sum(c => c.Messages)} messages will not leave by themselves, ")
                + Text($"{dead.Where(c => IsPage(c.Channel)).Sum(c => c.Messages)} of them pages; {onTheirWay}."),
                "plimsoll outbox list says why each was given up; plimsoll outbox retry KEY sends it again.");
    }

    private static HealthPart Secrets(Findings found) => found.MissingKeyFile == ""
        ? new("secrets", Colour.Green, "The key of the secrets is where it was read.")
        : new("secrets", Colour.Amber,
            $"The key file {found.MissingKeyFile} is gone. This server goes on; the next start will be refused.",
            "Put it back, from where a copy is kept apart, before the server is restarted.");

    private static HealthPart Mail(Findings found) => found.HasMail
        ? new("mail", Colour.Green, "A mail server is configured.")
        : new("mail", Colour.Amber, "No mail server is configured: mails and pages by mail stay in the outbox.",
            "Start the server with --mail-host HOST and --mail-from ADDRESS.");

    private static bool IsPage(string channel) => channel is OnCallReactions.ByMail or OnCallReactions.ByWebhook;

    private static string Size(long bytes) => bytes >= 1L << 30
        ? Text($"{bytes / (double)(1L << 30):0.0} GiB") : Text($"{bytes / (double)(1L << 20):0} MiB");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
