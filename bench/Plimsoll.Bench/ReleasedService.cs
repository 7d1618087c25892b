using System.Text;
using Plimsoll.Files.Api;

namespace Plimsoll.Bench;

/// <summary>A service with production only, and its people, who bring each release through its gates.</summary>
/// <param name="name">Of the service.</param>
/// <param name="repository">A folder that is made into its repository.</param>
/// <param name="environment">The lines of the service file from <c>- name: production</c>'s first key on, and its artifact's build.</param>
internal sealed class ReleasedService(RunningServer server, string name, string repository, (string Build, string Production) environment)
{
    private const string Guide = "octoacme-release-and-deployment.md";
    private const string Scan = """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"scan","version":"1"}},"results":[]}]}""";
    private const string Tests = """<testsuites tests="1"><testsuite name="all"><testcase name="adds"/></testsuite></testsuites>""";

    /// <summary>Of the artifact of each release that is ready.</summary>
    public Dictionary<string, string> Digests { get; } = [];

    /// <summary>The guide, the service and its first release, which is there already.</summary>
    /// <param name="folders">Of its targets.</param>
    public async Task Prepare(IEnumerable<string> folders)
    {
        await Git("init", "-q", "-b", "main", repository);
        await Tag("1.0.0");
        await Do("guide/apply", new ApplyGuide(Guide, await File.ReadAllBytesAsync(Path.Combine(CommandLine.Root, "guides", Guide))), "Ada");
        foreach (var folder in folders)
        {
            Directory.CreateDirectory(Path.Combine(folder, "releases", "1.0.0"));
            File.CreateSymbolicLink(Path.Combine(folder, "current"), "releases/1.0.0");
        }

        await Do("services/apply", new ApplyServices("plimsoll.yaml", Text()), "Ada");
        await Do($"services/{name}/adopt", new Adopt("1.0.0", "production"), "Ada");
    }

    /// <summary>A release that everybody has agreed to.</summary>
    public async Task Ready(string version)
    {
        await Tag(version);
        await Do("releases/create", new CreateReleaseBody(name, version, "", "", ""), "Ben");
        Task Say<T>(string verb, T body, string person) => Do($"releases/{name}/{version}/{verb}", body, person);
        await Say("add-criterion", new CriterionBody("It starts"), "Ben");
        await Say("meet-criterion", new MeetCriterionBody(1), "Eli");
        await Say("evidence", new EvidenceBody("junit", "junit.xml", Encoding.UTF8.GetBytes(Tests), "", ""), "Ben");
        await Say("evidence", new EvidenceBody("sarif", "scan.sarif", Encoding.UTF8.GetBytes(Scan), "", ""), "Dana");
        await Say("notes", new NotesBody([new("Summary", "It grows."), new("Known issues", "none")]), "Eli");
        await Say("plan-rollback", new PlanRollbackBody("Put the old release back.", "compatible", "", ""), "Ben");
        await Say("rehearse", new { }, "Chidi");
        await Say("refresh", new { }, "Ben");
        var release = await server.Get<ReleaseDetail>($"releases/{name}/{version}");
        foreach (var gate in release.Gates.Where(g => g.Verdict != "passed" && g.Command.Contains(" confirm ", StringComparison.Ordinal)))
            await Say("confirm", new ConfirmBody(gate.Id, "done"), WhoOpens(gate.WhoCanOpen));
        await Say("sign-off", new SignOffBody("Release Manager", 0, ""), "Rosa");
        Digests[version] = release.Digest;
    }

    public Task Ship(string version) => Do($"releases/{name}/{version}/ship", new { }, "Ada");

    public Task<DeploymentSummary[]> Runs() => server.Get<DeploymentSummary[]>($"deployments?service={name}");

    private Task Do<T>(string path, T body, string person) => server.Do(path, body, person);

    private static string WhoOpens(string who) =>
        who.Contains("Release Manager", StringComparison.Ordinal) ? "Rosa"
        : who.Contains("QA", StringComparison.Ordinal) ? "Chidi"
        : who.Contains("PM", StringComparison.Ordinal) ? "Eli" : "Ben";

    private async Task Tag(string version)
    {
        await File.WriteAllTextAsync(Path.Combine(repository, "VERSION"), version);
        await Git("-C", repository, "add", ".");
        await Git("-C", repository, "commit", "-q", "-m", "feat: grow");
        await Git("-C", repository, "tag", $"v{version}");
    }

    private static Task Git(params string[] words) => Tool.Run("git", ["-c", "user.name=Bench", "-c", "user.email=bench@example.test", .. words]);

    private string Text() => $$"""
        version: 1
        name: {{name}}
        repository: {{repository}}
        people: { Release Manager: [Ada, Rosa], Developers: [Ben], QA/Testing Specialist: [Chidi], Security Lead: [Dana], PM: [Eli] }
        contacts: [{ person: Ada, mail: ada@example.test }]
        artifact:
          build: {{environment.Build}}
          file: out/made.tar
        staging: none because "this benchmark has production only"
        environments:
          - name: production
        {{environment.Production}}
        smoke:
          - { command: "true", name: says yes }
        audiences: { stakeholders: [board@example.test, all@example.test], support: [desk@example.test] }
        """;
}
