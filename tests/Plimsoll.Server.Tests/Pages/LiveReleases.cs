using System.Text;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>What people and machines do for a release before it ships.</summary>
internal static class LiveReleases
{
    private const string JUnit =
        """<testsuite tests="2" failures="0"><testcase name="adds"/><testcase name="takes away"/></testsuite>""";

    private const string Sarif =
        """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Scanner"}},"results":[]}]}""";

    extension(LiveHouse house)
    {
        /// <summary>Opened by a developer; everything but the sign-off is done for it.</summary>
        public async Task Prepare(string service, string version)
        {
            await house.Create(service, version);
            await house.MakeReady(service, version);
        }

        public async Task MakeReady(string service, string version)
        {
            var which = $"releases/{service}/{version}";
            await house.Do("Eli", $"{which}/add-criterion", new { text = "A basket opens from its link." });
            await house.Do("Eli", $"{which}/meet-criterion", new { number = 1 });
            await house.Evidence(service, version, "junit", "junit.xml", JUnit);
            await house.Evidence(service, version, "sarif", "scan.sarif", Sarif);
            await house.SaveNotes(service, version);
            await house.Do("Ben", $"{which}/plan-rollback", new
            {
                steps = "Switch current back to the release before.",
                data = "compatible",
                mitigation = "",
                decides = "",
            });
            await house.Do("Grace", $"{which}/confirm", new { gate = "rollback-plan", comment = "" });
            await house.Do("Chidi", $"{which}/rehearse", new { });
            await house.Do("Chidi", $"{which}/confirm", new { gate = "smoke-prepared", comment = "" });
        }

        public Task Create(string service, string version) => house.Do(
            "Ines", "releases/create", new { service, version, type = "", @ref = "", fixes = "" });

        public Task Evidence(string service, string version, string kind, string name, string content) => house.Do(
            "Ben", $"releases/{service}/{version}/evidence",
            new { kind, name, content = Encoding.UTF8.GetBytes(content), summary = "", link = "" });

        public Task SignOff(string service, string version) => house.Do(
            "Grace", $"releases/{service}/{version}/sign-off",
            new { role = "Release Manager", candidate = 1, comment = "" });

        public Task Ship(string service, string version) =>
            house.Do("Grace", $"releases/{service}/{version}/ship", new { });

        private Task SaveNotes(string service, string version) =>
            house.Do("Eli", $"releases/{service}/{version}/notes", new
        {
            fields = ((string, string)[])[
                ("Release", $"{service} {version}"), ("Summary", "Customers can keep a basket."),
                ("Notable changes", "- keep baskets\n- show discounts"), ("Known issues", "none")] is var fields
                ? fields.Select(f => new { name = f.Item1, text = f.Item2 }).ToArray()
                : [],
        });
    }
}
