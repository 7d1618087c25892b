using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>Services as a person reads them.</summary>
internal static class ServiceText
{
    public static string List(IReadOnlyList<ServiceView> services) => services.Count == 0
        ? "No services yet."
        : Table.Of(
            ["SERVICE", "ENVIRONMENT", "RUNS", "LAST KNOWN GOOD", "STATE"],
            from service in services
            from lane in service.Lanes
            select new[] { service.Name, lane.Environment, Runs(lane), OrNone(lane.LastKnownGood), State(lane) });

    public static string One(ServiceView service) => string.Join("\n", new[]
    {
        $"{service.Title} ({service.Name}), revision {service.Revision}\n" +
        Table.Facts(("Repository", service.Repository), ("Mirror", service.MirrorAge)),
        List([service]),
        Table.Of(
            ["ENVIRONMENT", "TARGET", "VERSION", "SINCE"],
            from lane in service.Lanes
            from target in lane.Targets
            select new[] { lane.Environment, target.Name, OrNone(target.Version), Plain.Time(target.Since) }),
        Drills(service),
        Holds(service),
    }.Where(part => part != ""));

    private static string Drills(ServiceView service)
    {
        var drills = (from lane in service.Lanes where lane.Drill is not null select (lane.Environment, lane.Drill)).ToList();
        return drills.Count == 0 ? "" : Table.Of(
            ["ENVIRONMENT", "RESTORE DRILL"], drills.Select(d => new[] { d.Environment, d.Drill.Sentence }));
    }

    private static string Holds(ServiceView service)
    {
        var holds = (from lane in service.Lanes from hold in lane.Holds select (lane, hold)).ToList();
        return holds.Count == 0 ? "" : Table.Of(
            ["HOLD", "ENVIRONMENT", "BY", "SINCE", "UNTIL", "OWNER", "REASON"],
            holds.Select(h => new[] { h.hold.Id, h.lane.Environment, h.hold.By, Plain.Time(h.hold.At),
                h.hold.Expires is { } ends ? Plain.Time(ends) : "lifted", OrNone(h.hold.Owner), h.hold.Reason }));
    }

    private static string Runs(LaneView lane) => lane.Mixed
        ? string.Join(" + ", lane.Targets.Select(t => OrNone(t.Version)).Distinct())
        : OrNone(lane.Running);

    private static string State(LaneView lane)
    {
        string[] parts =
        [
            lane.Active == "" ? "" : $"{lane.Active} is running",
            lane.Queue.Length == 0 ? "" : $"{lane.Queue.Length} waiting",
            lane.Drift.IsDefaultOrEmpty ? "" : $"drifted: {string.Join("; ", lane.Drift)}",
            lane.Holds.Length == 0 ? "" : $"held: {lane.Holds[0].Reason}",
        ];
        return string.Join(", ", parts.Where(p => p != "")) is not "" and var state ? state : "free";
    }

    private static string OrNone(string version) => version == "" ? "-" : version;
}
