using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>What people wish for, at random: they ship, sign, take back, hold, withdraw, seal again, cancel, roll back.</summary>
internal sealed class People(Node node, Random random)
{
    public static readonly string[] Versions = ["1.1.0", "1.2.0"];
    private int _count;

    public (StreamName, Command, string)? Wish(DateTimeOffset now)
    {
        var version = Versions[random.Next(Versions.Length)];
        return random.Next(100) switch
        {
            < 22 => new Opening(node.World, now).Gate(version, random.Next(8)),
            < 37 => Ship(version),
            < 45 => Evidence(version, now, random.Next(4) == 0 ? Verdict.Failed : Verdict.Passed),
            < 49 => (Of(version), new TakeBackSignOff("Release Manager", "doubt"), "ada"),
            < 54 => Hold(),
            < 60 => Lift(),
            < 62 => Seal(version),
            < 63 => (Of(version), new WithdrawRelease("no"), "ada"),
            < 69 => Answer(),
            < 71 => Ask(version, now),
            < 74 => Grant(version),
            < 76 => Rollback(),
            < 78 => Cancel(),
            < 80 => Unqueue(),
            < 82 => Leave(version),
            < 83 => Bad(),
            < 85 => (Of(version), new PlanRollback($"put {++_count} back", DataClass.None, "", ""), "dan"),
            < 87 => (Of(version), new SaveNotes([new NotesField("Changes", random.Next(3) == 0 ? "" : "none")]), "pam"),
            < 88 => Redefine(),
            < 90 => (SomeLane.Staging, new RehearseRollback(SomeService.Name, "staging", version, $"try-{++_count}"), "quinn"),
            < 97 => Read(version),
            _ => null,
        };
    }

    public (StreamName, Command, string)? Ship(string version)
    {
        var number = 1;
        while (ShipmentOf(version, number).Exists) number++;
        return number > 1 && ShipmentOf(version, number - 1).IsOpen
            ? null
            : (Shipment.StreamOf(Shipment.IdOf(SomeService.Name, version, number)),
                new OpenShipment(SomeService.Name, version, number), "ada");
    }

    private (StreamName, Command, string)? Leave(string version)
    {
        var number = 1;
        while (ShipmentOf(version, number + 1).Exists) number++;
        return (Shipment.StreamOf(Shipment.IdOf(SomeService.Name, version, number)), new CancelShipment("later"), "ada");
    }

    /// <summary>Support reads an announcement, or what was not announced yet.</summary>
    private (StreamName, Command, string)? Read(string version)
    {
        var number = 1;
        while (ShipmentOf(version, number + 1).Exists) number++;
        return (Shipment.StreamOf(Shipment.IdOf(SomeService.Name, version, number)), new AcknowledgeAnnouncement(), random.Next(3) == 0 ? "pam" : "sam");
    }

    private (StreamName, Command, string)? Evidence(string version, DateTimeOffset now, Verdict verdict)
    {
        string[] gates = [Concepts.SecurityScan, Concepts.CiGreen, Concepts.SmokePrepared, Concepts.PrsMerged];
        var release = node.World.Get<Release>(Of(version));
        if (release.Candidates.IsEmpty) return null;
        var commit = release.Candidates[random.Next(release.Candidates.Length)].Commit;
        return (Of(version), new AddEvidence(gates[random.Next(gates.Length)], verdict, commit, "tool",
            now - TimeSpan.FromMinutes(random.Next(90)), "seen", "", false), "system:evidence");
    }

    private (StreamName, Command, string)? Seal(string version)
    {
        var number = ++_count;
        var commit = random.Next(3) == 0 ? $"{version}-c1" : $"{version}-c{number + 1}";
        ImmutableArray<string> authors = random.Next(4) == 0 ? ["dan", "pam"] : ["dan"];
        return (Of(version), new SealCandidate(commit, "shop.tar", $"{version}-d{number + 1}", "usual", authors, []), "dan");
    }

    private (StreamName, Command, string)? Ask(string version, DateTimeOffset now)
    {
        string[] gates = [LaneRules.BadMarkWaiver, Concepts.SecurityScan, Concepts.NotesDrafted];
        return (Of(version), new RequestWaiver(gates[random.Next(gates.Length)], "we know", now.AddHours(1 + random.Next(30))),
            random.Next(2) == 0 ? "dan" : "ada");
    }

    private (StreamName, Command, string)? Grant(string version) =>
        node.World.Get<Release>(Of(version)).Waivers.LastOrDefault(w => w.GrantedBy == "") is { } asked
            ? (Of(version), new GrantWaiver(asked.Gate), random.Next(2) == 0 ? "ada" : "sue")
            : null;

    private (StreamName, Command, string)? Hold()
    {
        var stream = Lane();
        return (stream, new PlaceHold(SomeService.Name, stream.Value.Split('/')[2], $"hold-{++_count % 3}", "a look first"), "bob");
    }

    private (StreamName, Command, string)? Lift()
    {
        var stream = Lane();
        var holds = node.World.Get<Lane>(stream).Holds;
        return holds.IsEmpty ? null : (stream, new LiftHold(holds[random.Next(holds.Length)].Id, "looked"), "bob");
    }

    private (StreamName, Command, string)? Answer() =>
        node.World.All<Deployment>().Select(d => d.Value).FirstOrDefault(d => d.Question is not null) is { Question: { } question } run
            ? (Deployment.StreamOf(run.Id),
                new AnswerQuestion(question.Choices[random.Next(question.Choices.Length)], "so be it"), "ada")
            : null;

    private (StreamName, Command, string)? Rollback()
    {
        var lane = Core.Deployments.Lane.StreamOf(SomeService.Name, "production");
        return (lane, new Rollback($"back-{++_count}", "it hurts"), "ada");
    }

    private (StreamName, Command, string)? Cancel() =>
        node.World.All<Deployment>().Select(d => d.Value).Where(d => !d.HasEnded).OrderBy(d => d.Id).LastOrDefault() is { } run
            ? (Deployment.StreamOf(run.Id), new CancelDeployment("not now"), "bob")
            : null;

    private (StreamName, Command, string)? Unqueue()
    {
        var stream = Lane();
        var queue = node.World.Get<Lane>(stream).Queue;
        return queue.IsEmpty ? null : (stream, new CancelQueued(queue[random.Next(queue.Length)].Deployment, "not now"), "bob");
    }

    private (StreamName, Command, string)? Bad()
    {
        var stream = Lane();
        var good = node.World.Get<Lane>(stream).Good;
        return good.Length < 2 ? null : (stream, new MarkBad(good[^1].Version, good[^1].Digest, "leaks"), "bob");
    }

    private (StreamName, Command, string)? Redefine()
    {
        var stream = Service.StreamOf(SomeService.Name);
        return node.World.Get<Service>(stream).Definition is { } service
            ? (stream, new DefineService(service with { Rollback = service.Rollback with { Automatic = !service.Rollback.Automatic } }),
                "dan")
            : null;
    }

    private string Environment() => random.Next(4) == 0 ? "staging" : "production";

    private StreamName Lane() => Core.Deployments.Lane.StreamOf(SomeService.Name, Environment());

    private Shipment ShipmentOf(string version, int number) =>
        node.World.Get<Shipment>(Shipment.StreamOf(Shipment.IdOf(SomeService.Name, version, number)));

    private static StreamName Of(string version) => Release.StreamOf(SomeService.Name, version);
}
