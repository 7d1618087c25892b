using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Following;

/// <summary>Looks at one walk through the checklist: its steps, and every deployment and rollback it starts.</summary>
internal sealed class ShipmentWatch(Call call, Which which, string shipment)
{
    private readonly LostAndFound _server = new(call);
    private readonly Dictionary<string, string> _steps = [];
    private readonly Dictionary<string, DeploymentWatch> _deployments = [];

    public ReleaseDetail? Latest { get; private set; }

    /// <summary>The deployment that is under way now.</summary>
    public string? Running => _deployments.FirstOrDefault(d => !d.Value.HasEnded).Key;

    public int ExitCode { get; private set; } = ExitCodes.StillGoing;

    /// <summary>Prints what is new; true when something was.</summary>
    public async Task<bool> Look(CancellationToken stop)
    {
        // Steps first, deployments after: a step that failed has put its rollback into the list by then.
        var release = await _server.Ask(s => call.Server.Get<ReleaseDetail>(which.Path(""), s), stop);
        // What is over when the watch begins is told first; later a step ends after its deployment has.
        var changed = Latest is null && Steps(release, closed: true);
        Latest = release;
        changed |= Steps(release, closed: false);
        foreach (var id in await Deployments(stop)) changed |= await Of(id).Look(stop);
        changed |= Steps(release, closed: true);
        if (Running is null) ExitCode = Verdict(release);
        return changed;
    }

    private DeploymentWatch Of(string id)
    {
        if (!_deployments.TryGetValue(id, out var watch))
            _deployments[id] = watch = new DeploymentWatch(call, _server, id);
        return watch;
    }

    private async Task<IEnumerable<string>> Deployments(CancellationToken stop)
    {
        var path = $"deployments?service={Uri.EscapeDataString(which.Service)}";
        var all = await _server.Ask(s => call.Server.Get<DeploymentSummary[]>(path, s), stop);
        return from d in all
               where d.Id.StartsWith($"{shipment}-", StringComparison.Ordinal)
               where !_deployments.TryGetValue(d.Id, out var known) || !known.HasEnded
               orderby d.RequestedAt
               select d.Id;
    }

    private bool Steps(ReleaseDetail release, bool closed)
    {
        var changed = false;
        foreach (var (number, step) in release.Steps.Index())
        {
            var said = $"{step.Status}|{step.Sentence}";
            var known = step.Status == "todo" || _steps.GetValueOrDefault(step.Id) == said;
            if (known || IsClosed(step) != closed) continue;
            _steps[step.Id] = said;
            changed = true;
            if (!call.Json) call.Print(Line(number + 1, release.Steps.Length, step));
        }

        return changed;
    }

    private string Line(int number, int steps, StepView step)
    {
        var why = step.Sentence == "" ? "" : $" · {Plain.Text(step.Sentence)}";
        var line = $"[{number}/{steps}] {Plain.Text(step.Title)}: {call.Colours.Of(step.Status)}{why}";
        return step switch
        {
            { Status: "waiting", ByPerson: true } =>
                $"{line}\n    {which.Command("complete-step")} {step.Id} --note \"…\"",
            { Status: "waiting" } => $"{line}\n    {which.Command("why")}",
            _ => line,
        };
    }

    private int Verdict(ReleaseDetail release)
    {
        // Not there yet, or a later walk took its place.
        if (release.Shipment != shipment) return _steps.Count == 0 ? ExitCodes.StillGoing : ExitCodes.Cancelled;
        return release.ShipmentStatus switch
        {
            "done" => ExitCodes.Ok,
            "failed" => ExitCodes.Failed,
            "cancelled" => ExitCodes.Cancelled,
            _ => ExitCodes.StillGoing,
        };
    }

    private static bool IsClosed(StepView step) => step.Status is "done" or "failed" or "skipped" or "not applicable";
}
