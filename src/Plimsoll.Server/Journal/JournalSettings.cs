using System.Diagnostics.Metrics;

namespace Plimsoll.Server.Journal;

/// <summary>Where a journal lies and what bounds it.</summary>
/// <param name="Folder">The data folder; made if absent, readable by its owner only.</param>
public sealed record JournalSettings(string Folder)
{
    /// <summary>The file of a data folder that the journal is kept in.</summary>
    public const string FileName = "plimsoll.db";

    /// <summary>How the process ends when a commit failed and nobody can know what is on disk.</summary>
    public Action<string> Die { get; init; } = Environment.FailFast;

    /// <summary>Kept aside and given up when the disk is full, so that urgent facts still fit.</summary>
    public long BallastBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The size the journal's file may reach, ballast included; null: as large as the disk allows.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>How long a commit waits while another program, such as an SQL shell, holds the file for
    /// writing.</summary>
    public int SecondsForALock { get; init; } = 5;

    /// <summary>Machine time, for how often a full disk is looked at again.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where commits and facts are counted; null: nowhere.</summary>
    public Meter? Meter { get; init; }

    /// <summary>Which program writes.</summary>
    public Edition Edition { get; init; } = Edition.This;

    public string File => Path.Combine(Folder, FileName);
}
