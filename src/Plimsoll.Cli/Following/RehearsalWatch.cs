using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Following;

/// <summary>Watches a rollback, then the return of the release, until the rehearsal is on record.</summary>
internal sealed class RehearsalWatch(Call call, Which which, RehearsalStarted started)
{
    private readonly LostAndFound _server = new(call);
    private DeploymentWatch? _back;
    private DeploymentWatch? _return;

    /// <summary>Null until it is on record, and where somebody stopped it.</summary>
    public RehearsalView? Held { get; private set; }

    public bool HasEnded => Held is not null || IsStopped(_back) || IsStopped(_return);

    /// <summary>The deployment that was watched last.</summary>
    public string Running => _return is null ? started.Deployment : started.Return;

    public async Task<bool> Look(CancellationToken stop)
    {
        _back ??= await Begun(started.Deployment, stop);
        if (_back is not { HasEnded: true }) return _back is not null && await _back.Look(stop);
        _return ??= await Begun(started.Return, stop);
        var changed = _return is { HasEnded: false } && await _return.Look(stop);
        var release = await _server.Ask(s => call.Server.Get<ReleaseDetail>(which.Path(""), s), stop);
        Held = release.Rehearsal?.Deployment == started.Deployment ? release.Rehearsal : null;
        return changed;
    }

    /// <summary>Null while it does not stand on its board: it does a moment after it was asked for, or after the rollback has
    /// ended.</summary>
    private async Task<DeploymentWatch?> Begun(string id, CancellationToken stop) =>
        (await _server.Ask(s => call.Server.Get<DeploymentSummary[]>(
            $"deployments?service={Uri.EscapeDataString(which.Service)}", s), stop)).Any(d => d.Id == id)
            ? new DeploymentWatch(call, new LostAndFound(call), id) : null;

    /// <summary>Neither passed nor failed: nothing of it comes on record.</summary>
    private static bool IsStopped(DeploymentWatch? watch) =>
        watch is { HasEnded: true, Latest.Summary.Status: not ("succeeded" or "failed") };
}
