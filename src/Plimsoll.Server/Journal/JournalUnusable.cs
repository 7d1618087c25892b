using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Server.Journal;

/// <summary>The journal cannot be used as it is; the message is for the person who can change that.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Named after what is the matter.")]
public abstract class JournalUnusable(string sentence, Exception? cause = null) : Exception(sentence, cause);

/// <summary>What is stored is not what was written: a server must not start on it.</summary>
public sealed class JournalCorrupt(string place, long position, string what, Exception? cause = null) : JournalUnusable(
    $"The journal {place} is not what was written: position {position}: {what} Nothing was changed. Keep a copy of the "
    + "folder, restore the last good backup into it, and start again; `plimsoll journal verify` checks a folder or an "
    + "export.",
    cause)
{
    public long Position => position;
}

/// <summary>A fact that was read does not continue the one before it.</summary>
public sealed class ChainBroken(long position, string what) : JournalUnusable(
    $"The journal's chain breaks at position {position}: {what} Stop the server, keep a copy of its data folder and "
    + "restore the last good backup; `plimsoll journal verify` checks a folder or an export.")
{
    public long Position => position;
}

/// <summary>Another server has the data folder.</summary>
public sealed class JournalLocked(string sentence) : JournalUnusable(sentence);

/// <summary>A newer version has written here.</summary>
public sealed class JournalTooNew(string sentence) : JournalUnusable(sentence);

/// <summary>Servers of an older version have it as well.</summary>
public sealed class JournalShared(string sentence) : JournalUnusable(sentence);

/// <summary>Somebody reads it who must not be disturbed, and for that long something cannot be done.</summary>
public sealed class JournalHeld(string sentence) : JournalUnusable(sentence)
{
    public static JournalHeld ByBackup(string place) => new(
        $"A backup of {place} is being taken, which still sees what was there before.");

    public static JournalHeld FromChangesByBackup(string place) => new(
        $"The tables of {place} have to be changed for this version, and a backup of it is being taken: all who write "
        + "would wait for its end. Nothing was changed. Start again when the backup has ended; where systemd starts "
        + "servers, that happens by itself.");

    public static JournalHeld BySomebody(string place) => new(
        $"The tables of {place} have to be changed for this version, and somebody has held them for longer than "
        + "all who write may wait: a pg_dump, a long query, or a session that stands in a transaction. Nothing was "
        + "changed. `SELECT pid, application_name, xact_start, query FROM pg_stat_activity WHERE xact_start IS NOT "
        + "NULL ORDER BY xact_start` shows who; start again when that has ended.");
}

/// <summary>A fact says what this version does not know.</summary>
/// <param name="word">A name of facts, or a member or a value in one.</param>
public sealed class FactTooNew(long position, string word) : JournalUnusable(
    $"Position {position} says '{word}', which this version does not know: a newer Plimsoll wrote it. Run that one, or restore a "
    + "backup from before the upgrade.")
{
    public long Position => position;

    public string Word => word;
}

/// <summary>The disk cannot take it now; nothing was written.</summary>
public sealed class JournalFull(string sentence) : JournalUnusable(sentence);

/// <summary>Writing ended in an error: whether this was stored is not known. Look it up by its command id.</summary>
public sealed class JournalStopped(string sentence, Exception? cause = null) : JournalUnusable(sentence, cause);

/// <summary>A stored body cannot be read as the event its name stands for.</summary>
public sealed class FactUnreadable(long position, string name, Exception cause) : JournalUnusable(
    $"Position {position} ({name}) cannot be read by this version: {cause.Message} The event's shape was changed "
    + "without an upcaster; run the version that wrote it, or add the upcaster.", cause)
{
    public long Position => position;
}

/// <summary>The database of the journal cannot be reached, or not be used as it is.</summary>
public sealed class JournalAway(string place, Exception cause) : JournalUnusable(
    $"The database {place} cannot be used ({cause.Message.TrimEnd('.')}). {PostgresTrouble.Remedy(cause)}", cause);

/// <summary>Another node has taken over what this one was doing.</summary>
public sealed class JournalFenced(string key) : JournalUnusable(
    $"Another node owns '{key}' by now; what this one still wanted to write for it was not written.");

/// <summary>Everything that was here is elsewhere now.</summary>
public sealed class JournalMoved(string sentence) : JournalUnusable(sentence)
{
    public static JournalMoved To(string from, string to) => new(
        $"The journal {from} was moved to {to}. Start a server there; what is left here is as it was at the move.");

    public static JournalMoved Now(string place, string by) => new(
        $"The house {place} is being moved elsewhere by the server {by}; start there when that has ended.");

    public static JournalMoved Twice(string from, string to) => new(
        $"A move of {from} to {to} was broken off at its very end, and each of the two was written to since: they are "
        + "two houses by now, and no server starts here. To go on there, start there; what was written here since is "
        + $"left. To go on here, keep a copy of {to}, empty it, and start again; what came there since is left.");
}

/// <summary>A server was killed at the very end of a move, and the place it was moved to cannot be asked whether everything is there.</summary>
public sealed class MoveNotSettled(string from, string to, Exception cause) : JournalUnusable(
    $"All of {from} was being moved to {to} when its server was killed at the very end: it may be there by now, and that cannot be looked up "
    + $"({cause.Message}) No server starts here before it is known, so that there are never two. Make that place answer and start again.", cause);
