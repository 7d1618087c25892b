using System.Net.Http.Json;
using System.Text;
using Plimsoll.Files.Api;

namespace Plimsoll.Bench;

/// <summary>A service on the hosts and its people, who bring each release through its gates.</summary>
internal sealed class FanOutService(FanOutHosts hosts, HttpClient http)
{
    public const string Name = "fanout";
    private const string Guide = "octoacme-release-and-deployment.md";
    private const string Scan = """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"scan","version":"1"}},"results":[]}]}""";
    private const string Tests = """<testsuites tests="1"><testsuite name="all"><testcase name="adds"/></testsuite></testsuites>""";
    private string Repository => hosts.At("repository");

    /// <summary>Of the artifact of each release that is ready.</summary>
    public Dictionary<string, string> Digests { get; } = [];

    public async Task Prepare()
    {
        await Git("init", "-q", "-b", "main", Repository);
        await Tag("1.0.0");
        await Do("guide/apply", new ApplyGuide(Guide, await File.ReadAllBytesAsync(Path.Combine(CommandLine.Root, "guides", Guide))), "Ada");
        foreach (var folder in hosts.Ports.Select(Folder))
        {
            Directory.CreateDirectory(Path.Combine(folder, "releases", "1.0.0"));
            File.CreateSymbolicLink(Path.Combine(folder, "current"), "releases/1.0.0");
        }
        await Do("services/apply", new ApplyServices("plimsoll.yaml", Text()), "Ada");
        await Do($"services/{Name}/adopt", new Adopt("1.0.0", "production"), "Ada");
    }

    public async Task Ready(string version)
    {
        await Tag(version);
        await Do("releases/create", new CreateReleaseBody(Name, version, "", "", ""), "Ben");
        Task Say<T>(string verb, T body, string person) => Do($"releases/{Name}/{version}/{verb}", body, person);
        await Say("add-criterion", new CriterionBody("It starts"), "Ben");
        await Say("meet-criterion", new MeetCriterionBody(1), "Eli");
        await Say("evidence", new EvidenceBody("junit", "junit.xml", Encoding.UTF8.GetBytes(Tests), "", ""), "Ben");
        await Say("evidence", new EvidenceBody("sarif", "scan.sarif", Encoding.UTF8.GetBytes(Scan), "", ""), "Dana");
        await Say("notes", new NotesBody([new("Summary", "It grows."), new("Known issues", "none")]), "Eli");
        await Say("plan-rollback", new PlanRollbackBody("Put the old release back.", "compatible", "", ""), "Ben");
        await Say("rehearse", new { }, "Chidi");
        await Say("refresh", new { }, "Ben");
        var release = await http.GetFromJsonAsync<ReleaseDetail>($"releases/{Name}/{version}") ?? throw new InvalidOperationException(version);
        foreach (var gate in release.Gates.Where(g => g.Verdict != "passed" && g.Command.Contains(" confirm ", StringComparison.Ordinal)))
            await Say("confirm", new ConfirmBody(gate.Id, "done"), WhoOpens(gate.WhoCanOpen));
        await Say("sign-off", new SignOffBody("Release Manager", 0, ""), "Rosa");
        Digests[version] = release.Digest;
    }

    public async Task<LaneView> Lane() =>
        (await http.GetFromJsonAsync<ServiceView>($"services/{Name}"))?.Lanes[0] ?? throw new InvalidOperationException("There is no lane.");

    /// <summary>Does it in a person's name.</summary>
    public async Task Do<T>(string path, T body, string person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Plimsoll-As", person);
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static string WhoOpens(string who) =>
        who.Contains("Release Manager", StringComparison.Ordinal) ? "Rosa"
        : who.Contains("QA", StringComparison.Ordinal) ? "Chidi"
        : who.Contains("PM", StringComparison.Ordinal) ? "Eli" : "Ben";

    private string Folder(int port) => Path.Combine(hosts.Home(port), "target");

    private async Task Tag(string version)
    {
        await File.WriteAllTextAsync(Path.Combine(Repository, "VERSION"), version);
        await Git("-C", Repository, "add", ".");
        await Git("-C", Repository, "commit", "-q", "-m", "feat: grow");
        await Git("-C", Repository, "tag", $"v{version}");
    }

    private static Task Git(params string[] words) => Tool.Run("git", ["-c", "user.name=Bench", "-c", "user.email=bench@example.test", .. words]);

    // Random bytes: 5 MB stay 5 MB.
    private string Text() => $$"""
        version: 1
        name: {{Name}}
        repository: {{Repository}}
        people: { Release Manager: [Ada, Rosa], Developers: [Ben], QA/Testing Specialist: [Chidi], Security Lead: [Dana], PM: [Eli] }
        contacts: [{ person: Ada, mail: ada@example.test }]
        artifact:
          build: mkdir -p out bytes && head -c 5242880 /dev/urandom >bytes/data && tar -cf out/fanout.tar bytes VERSION
          file: out/fanout.tar
        staging: none because "this benchmark has production only"
        environments:
          - name: production
            driver: ssh
            max-parallel: {{hosts.Ports.Count}}
            keep: 5
            health: { url: "{target}", attempts: 5, interval: 100ms }
            targets:
        {{string.Join('\n', hosts.Ports.Select(port => $$"""
              - { name: host-{{port}}, folder: "{{Folder(port)}}", host: "{{Environment.UserName}}@127.0.0.1:{{port}}", url: "{{hosts.Health}}" }
        """))}}
        smoke:
          - { command: "true", name: says yes }
        audiences: { stakeholders: [board@example.test, all@example.test], support: [desk@example.test] }
        """;
}
