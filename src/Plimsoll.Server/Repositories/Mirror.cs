using System.Globalization;
using Plimsoll.Server.Connectors.Outbound;

namespace Plimsoll.Server.Repositories;

/// <summary>The server's own copy of a service's repository: bare, complete, with its age known.</summary>
public sealed class Mirror(
    string service, RepositoryAddress address, string folder, TimeProvider clock, WayOut? outbound = null) : IDisposable
{
    private readonly SemaphoreSlim _updating = new(1, 1);
    private readonly GitOutward _outward = new(outbound ?? WayOut.Plain);

    public RepositoryAddress Address { get; } = address;

    /// <summary>How long a fetch may take.</summary>
    public TimeSpan FetchLimit { get; init; } = TimeSpan.FromMinutes(10);

    internal string Folder { get; } = folder;

    internal Git Git { get; } = new(folder, clock);

    internal TagsSeen Seen { get; } = new(Path.Combine(folder, "plimsoll-tags"));

    private string Stamp => Path.Combine(Folder, "plimsoll-fetched");

    /// <summary>When it was last fetched from this address; null when it never was.</summary>
    public DateTimeOffset? FetchedAt => File.Exists(Stamp)
        && File.ReadAllText(Stamp).Split('\n') is [var time, var from, ..]
        && from == Address.Text
        && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var at) ? at : null;

    /// <summary>How old it is, in words a person can use.</summary>
    public string Age => FetchedAt is { } at ? AgeWords.Of(clock.GetUtcNow() - at) : "never fetched";

    /// <summary>Brings it up to date. The same commands make it, so a crash needs no other repair.</summary>
    public async Task<Found<MirrorUpdate>> Update(CancellationToken stop)
    {
        await _updating.WaitAsync(stop);
        try
        {
            return await Prepare(stop) ?? await Fetch(stop);
        }
        finally
        {
            _updating.Release();
        }
    }

    public void Dispose() => _updating.Dispose();

    private async Task<Found<MirrorUpdate>?> Prepare(CancellationToken stop)
    {
        Directory.CreateDirectory(Folder);
        LeftLocks.Remove(Folder, clock.GetUtcNow() - FetchLimit);
        var made = await Git.Ask(["init", "--bare", "--quiet", "--template=", "."], stop);
        // Commits that somebody pushed away stay: a release may be built from them.
        var set = await Git.Ask(["config", "gc.pruneExpire", "never"], stop);
        var failed = made.Succeeded ? set : made;
        return failed.Succeeded ? null : Found.Blocked<MirrorUpdate>(
            $"No mirror could be made for {service}: {GitWords.Why(failed, FetchLimit)}");
    }

    private async Task<Found<MirrorUpdate>> Fetch(CancellationToken stop)
    {
        var outward = await _outward.Of(Address, Folder, stop);
        if (outward.WhyNot is { } why)
            return Found.Blocked<MirrorUpdate>($"The repository {Address} could not be fetched: {why}");
        var end = await Git.Reach(
            outward,
            ["-c", "gc.autoDetach=false", "-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60",
                "fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
                "--end-of-options", Address.Text, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"],
            FetchLimit, stop);
        if (end.TimedOut) LeftLocks.Remove(Folder, DateTimeOffset.MaxValue);
        // Git passes over a shallow clone's branches with a warning and calls it success.
        if (!end.Succeeded || end.Errors.Contains("shallow roots", StringComparison.Ordinal))
            return Found.Blocked<MirrorUpdate>(GitWords.WhyNotFetched(Address, end, FetchLimit));
        var moved = await Seen.Note(await MirrorTags.Read(Git, stop), stop);
        var now = clock.GetUtcNow();
        await WholeFile.Write(Stamp, string.Create(CultureInfo.InvariantCulture, $"{now:O}\n{Address}\n"), stop);
        return Found.Of(new MirrorUpdate(now, moved));
    }
}

/// <param name="MovedTags">Tags that name another commit now than when they were first seen.</param>
public sealed record MirrorUpdate(DateTimeOffset FetchedAt, IReadOnlyList<MovedTag> MovedTags);

/// <summary>A tag somebody pushed by force.</summary>
public sealed record MovedTag(string Tag, string First, string Now);
