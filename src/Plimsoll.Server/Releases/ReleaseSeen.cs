using System.Collections.Immutable;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site.Views;
using ReleaseView = Plimsoll.Core.Releases.ReleaseView;

namespace Plimsoll.Server.Releases;

/// <summary>A release with everything its page tells about, as one person sees it now.</summary>
internal sealed record ReleaseSeen(
    Sight Sight, Release Release, ReleaseView Judged, ImmutableArray<Gate> Gates, Shipment Shipment, Standing Standing)
{
    public static ReleaseSeen Of(Sight sight, Release release)
    {
        var readings = sight.World.Reader();
        var judged = ReleaseView.Of(release, readings);
        return new ReleaseSeen(sight, release, judged, judged.Gates(sight.Now), sight.World.LatestShipment(release),
            Standings.Of(release, judged.Service, readings));
    }

    /// <summary>A form about it that was just refused.</summary>
    public Tried? Tried { get; init; }

    public StreamName Stream => Release.StreamOf(Release.Service, Release.Version);

    /// <summary>The verdict, in the words of the API and the command line.</summary>
    public string Sentence => ReleaseViews.Summary(Release, Sight.World, Sight.Now).Sentence;

    public string Title => $"{ServiceTitle} {Release.Version}";

    public string ServiceTitle => Judged.Service?.Title ?? Release.Service;

    public string Href => HrefOf(Release.Service, Release.Version);

    public int Open => Gates.Count(g => g.IsInTheWay);

    /// <summary>On its way or not decided yet; nothing that is out, over or withdrawn.</summary>
    public bool IsOpen => OpenReleases.IsOpen(Shipment, Standing);

    public string Type => Release.Type.ToString();

    /// <summary>The service's production environments by name.</summary>
    public IEnumerable<string> Production =>
        from e in Judged.Service?.Environments ?? [] where e.IsProduction select e.Name;

    /// <summary>The compiled line a gate comes from.</summary>
    public Check? LineOf(Gate gate) => Judged.Playbook?.Find(gate.Id);

    /// <summary>The deployment of its shipment that asks something; null when none does.</summary>
    public Deployment? Asking => Sight.Runs.FirstOrDefault(d => d.Question is not null && IsAbout(d));

    public bool IsAbout(Deployment run) => (run.Service, run.Order.Version) == (Release.Service, Release.Version);

    /// <summary>Roles of this person that a sign-off gate still waits for.</summary>
    public IEnumerable<string> RolesToSign =>
        RolesAwaited.Where(role => Sight.May(Stream, new GiveSignOff(role, 0, "")));

    /// <summary>Every role that a sign-off gate still waits for.</summary>
    public IEnumerable<string> RolesAwaited =>
        from gate in Gates
        where gate is { Concept: Concepts.SignOff, IsOpen: false }
        let roles = LineOf(gate)?.Approvers ?? []
        from role in roles.IsEmpty ? [Core.Access.Roles.ReleaseManager] : roles
        select role;

    /// <summary>Whether this person can confirm a gate by word, and their word is what it lacks.</summary>
    public bool MayConfirm(Gate gate) => !gate.IsOpen && gate.Concept is not (Concepts.SignOff or Concepts.NotesDrafted)
        && (gate.Mode == CheckMode.Manual || HasWhatIsConfirmed(gate))
        && Sight.May(Stream, new ConfirmGate(gate.Id, ""));

    private bool HasWhatIsConfirmed(Gate gate) => gate.Concept == Concepts.RollbackPlan
        ? Release.RollbackPlan is not null && !gate.IsRehearsal
        : gate.Evidence is { Verdict: Verdict.Passed } evidence && evidence.Commit == Release.Candidate?.Commit;

    public static string HrefOf(string service, string version) =>
        $"/releases/{Uri.EscapeDataString(service)}/{Uri.EscapeDataString(version)}";
}
