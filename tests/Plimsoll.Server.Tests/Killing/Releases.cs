using System.Text;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>Brings a release of the drill through its gates as people would, each in their own name.</summary>
internal static class Releases
{
    private const string Scan =
        """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"scan","version":"1"}},"results":[]}]}""";

    private const string Tests =
        """<testsuites tests="1"><testsuite name="all"><testcase name="adds"/></testsuite></testsuites>""";

    public static async Task Ready(ServerProcess server, string version)
    {
        await server.Do("releases/create", new CreateReleaseBody(Drill.Service, version, "", "", ""), "Ben");
        Task<string> Say<T>(string verb, T body, string person) =>
            server.Do($"releases/{Drill.Service}/{version}/{verb}", body, person);
        await Say("add-criterion", new CriterionBody("It starts"), "Ben");
        await Say("meet-criterion", new MeetCriterionBody(1), "Eli");
        await Say("evidence", new EvidenceBody("junit", "junit.xml", Encoding.UTF8.GetBytes(Tests), "", ""), "Ben");
        await Say("evidence", new EvidenceBody("sarif", "scan.sarif", Encoding.UTF8.GetBytes(Scan), "", ""), "Dana");
        await Say("notes", new NotesBody([new("Summary", "It grows."), new("Known issues", "none")]), "Eli");
        await Say("plan-rollback", new PlanRollbackBody("Put the old release back.", "compatible", "", ""), "Ben");
        await Say("rehearse", new { }, "Chidi");
        await Say("refresh", new { }, "Ben");
        await Confirm(server, version);
        await Say("sign-off", new SignOffBody("Release Manager", 0, ""), "Rosa");
        var why = await server.Get<WhyView>($"releases/{Drill.Service}/{version}/why");
        Assert.True(why.Ready, string.Join("\n", why.Blockers));
    }

    /// <summary>What no machine opens is confirmed by whoever the gate names.</summary>
    private static async Task Confirm(ServerProcess server, string version)
    {
        var release = await server.Get<ReleaseDetail>($"releases/{Drill.Service}/{version}");
        var closed = release.Gates.Where(g => g.Verdict != "passed");
        foreach (var gate in closed.Where(g => g.Command.Contains(" confirm ", StringComparison.Ordinal)))
        {
            var person = gate.WhoCanOpen switch
            {
                var who when who.Contains("Release Manager", StringComparison.Ordinal) => "Rosa",
                var who when who.Contains("QA", StringComparison.Ordinal) => "Chidi",
                var who when who.Contains("PM", StringComparison.Ordinal) => "Eli",
                _ => "Ben",
            };
            await server.Do($"releases/{Drill.Service}/{version}/confirm", new ConfirmBody(gate.Id, "done"), person);
        }
    }
}
