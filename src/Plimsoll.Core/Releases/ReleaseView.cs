using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>A release beside the service and the playbook it is judged by.</summary>
public sealed record ReleaseView(Release Release, ServiceDefinition? Service, Playbook? Playbook)
{
    /// <summary>What the service has to do before its next minor or major release.</summary>
    public ImmutableArray<Owed> Owed { get; init; } = [];

    /// <summary>Who may act at all; empty while names are claimed.</summary>
    public Organisation Organisation { get; init; } = Organisation.Empty;

    /// <summary>The release without words that nobody proved, once accounts exist.</summary>
    internal Release Proven => !Organisation.HasAccounts ? Release : Release with
    {
        Confirmations = [.. Release.Confirmations.Where(c => PersonId.Is(c.By))],
        Evidence = [.. Release.Evidence.Where(e => !e.ByHand || !e.Verdict.Opens || !PersonId.IsClaimed(e.By))],
        Criteria = [.. Release.Criteria.Select(c => PersonId.Is(c.MetBy) ? c : c with { MetBy = "", MetAt = null })],
        RollbackPlan = Release.RollbackPlan is not { } plan ? null : plan with
        {
            Confirmations = Release.Confirmations.Take(plan.Confirmations).Count(c => PersonId.Is(c.By)),
        },
    };

    /// <summary>Looks the three up; whoever decides on it makes them preconditions.</summary>
    public static ReleaseView Of(Release release, Readings readings)
    {
        var book = readings.Of<GuideBook>(GuideBook.Stream);
        var service = readings.Of<Service>(Catalog.Service.StreamOf(release.Service));
        return new ReleaseView(
            release,
            service.Definition.Staffed(readings.Organisation),
            release.Candidate is { } candidate ? book.Find(candidate.Playbook) : book.Newest)
        {
            Owed = service.Owed, Organisation = readings.Organisation,
        };
    }

    public static ReleaseView Of(string service, string version, Readings readings) =>
        Of(readings.Of<Release>(Release.StreamOf(service, version)), readings);

    /// <summary>Every gate of the guide and the house, in the guide's order, judged at a moment.</summary>
    public ImmutableArray<Gate> Gates(DateTimeOffset at) =>
        Playbook is null ? [] : [.. GateRules.For(this).Select(check => GateRules.Judge(this, check, at))];

    /// <summary>The newest exception from a line that holds at a moment; null where there is none.</summary>
    internal Waiver? WaiverOf(string gate, DateTimeOffset at) => WaiversOf(gate, at).LastOrDefault();

    /// <summary>The exceptions from a line that hold at a moment, granted by somebody proven.</summary>
    internal IEnumerable<Waiver> WaiversOf(string gate, DateTimeOffset at) => Release.Waivers.Where(
        w => w.Gate == gate && w.HoldsAt(at) && this.IsProven(w.GrantedBy));

    /// <summary>Why a name is no one line of this release, where what it is about may be said of several; null when it
    /// is one.</summary>
    public Refusal? UnknownLine(string name)
    {
        if (UnknownGate(name) is { } unknown) return unknown;
        var lines = GateRules.For(this).Concat(Playbook.Lines(LineUse.StepGate)).ToList();
        return Playbook is null || lines.Exists(check => check.Id == name) ? null : Refusal.NotFound(
            $"{name} is no line of {Release.Title} but what is said in "
            + $"{string.Join(" and ", lines.Where(check => check.Concept == name).Select(check => check.Id))}; "
            + "name the line.");
    }

    /// <summary>Why a name is no gate of this release, with the nearest that is; null when it is one.</summary>
    public Refusal? UnknownGate(string name)
    {
        if (Playbook is null) return null;
        string[] known =
        [
            .. GateRules.For(this).Concat(Playbook.Lines(LineUse.StepGate))
                .SelectMany(check => new[] { check.Id, check.Concept }).Where(name => name != "").Distinct(),
        ];
        if (known.Contains(name)) return null;
        var nearest = Nearest.To(name, known) is { } near ? $" Did you mean {near}?" : "";
        return Refusal.NotFound(
            $"{Release.Title} has no gate {name}.{nearest} Its gates are {string.Join(", ", known)}.");
    }

    /// <summary>What stands between the release and production, as far as the release itself is concerned.</summary>
    public IEnumerable<Blocker> Blockers(DateTimeOffset at)
    {
        if (Release.IsWithdrawn)
            yield return new Blocker("release.withdrawn",
                $"{Release.Title} was withdrawn: {Release.Withdrawal?.Reason}",
                "nobody", $"plimsoll release create {Release.Service} <next version>", 0);
        if (Release.Candidate is null)
            yield return new Blocker("release.draft", "No candidate is sealed yet", "Developers",
                $"plimsoll release seal {Release.Service} {Release.Version}", 0);
        else if (Playbook is null)
            yield return new Blocker("guide.missing", "The guide it was sealed under is not known here",
                "Release Manager", "plimsoll guide apply FILE", 0);
        else if (GateRules.For(this).FirstOrDefault() is null)
            yield return new Blocker("guide.no-gates",
                "Its guide has no gates for this type, so nothing says that it is safe",
                "Release Manager", "plimsoll guide check FILE", 0);
        foreach (var gate in Gates(at).Where(g => g.IsInTheWay)) yield return gate.ToBlocker();
        foreach (var blocker in BesideGates()) yield return blocker;
    }

    /// <summary>What has to be done before production and is no line of the guide.</summary>
    public IEnumerable<Blocker> BesideGates()
    {
        if (Release is { Type: ReleaseType.Major, Notice: null } && Service is { Customers: [_, ..] })
            yield return new Blocker("release.customers",
                "customers were not told yet what this major changes for them", "PM or Release Manager",
                $"plimsoll release tell-customers {Release.Service} {Release.Version} --text \"TEXT\"", 0);
        foreach (var owed in Release.Type == ReleaseType.Patch ? [] : Owed)
            yield return new Blocker("service.owed", $"{owed.Text} is to be done first ({owed.Id})", owed.Owner,
                owed.Done, 0);
    }
}
