using System.Diagnostics;
using System.Net;
using Plimsoll.Server.Access;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Access;
using YamlDotNet.RepresentationModel;
using static Plimsoll.Server.Tests.Outside.Manifest;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>samples/kubernetes/plimsoll.yaml: what it names is there, and what it asks a server, a server answers.</summary>
public sealed class TheKubernetesManifest : IDisposable
{
    private static readonly string Path = System.IO.Path.Combine(Cli.House.Root, "samples", "kubernetes", "plimsoll.yaml");
    private readonly string _text = File.ReadAllText(Path);
    private readonly Manifest _manifest;
    private readonly Authority _authority = new();

    public TheKubernetesManifest() => _manifest = new Manifest(_text);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private YamlNode Set => _manifest.The("StatefulSet", "plimsoll");

    private YamlNode Pod => At(Set, "spec/template/spec");

    private YamlNode Server => Each(Pod, "containers").Single();

    private Dictionary<string, string> Environment => Each(Server, "env").Where(one => Has(one, "value"))
        .ToDictionary(one => Text(one, "name"), one => Text(one, "value"));

    [Fact]
    public void Everything_that_is_named_is_there()
    {
        Assert.Equal(
            ["v1 Service plimsoll", "v1 Service plimsoll-servers", "policy/v1 PodDisruptionBudget plimsoll", "apps/v1 StatefulSet plimsoll"],
            _manifest.Objects);
        var labels = Pairs(Set, "spec/template/metadata/labels");
        Assert.Equal(labels, Pairs(Set, "spec/selector/matchLabels"));
        Assert.Equal(labels, Pairs(_manifest.The("PodDisruptionBudget", "plimsoll"), "spec/selector/matchLabels"));
        var ports = Each(Server, "ports").ToDictionary(port => Text(port, "name"), port => Text(port, "containerPort"));
        Assert.All(_manifest.All("Service"), service =>
        {
            Assert.Equal(labels, Pairs(service, "spec/selector"));
            Assert.All(Each(service, "spec/ports"), port => Assert.Contains(Text(port, "targetPort"), ports.Keys));
        });
        Assert.NotNull(_manifest.The("Service", Text(Set, "spec/serviceName")));
        var volumes = Each(Pod, "volumes").Select(volume => Text(volume, "name"))
            .Concat(Each(Set, "spec/volumeClaimTemplates").Select(claim => Text(claim, "metadata/name")));
        Assert.Equal(volumes.Order(), Each(Server, "volumeMounts").Select(mount => Text(mount, "name")).Order());
        var secrets = Each(Pod, "volumes").Where(volume => Has(volume, "secret")).Select(volume => Text(volume, "secret/secretName"))
            .Append(Text(Each(Server, "env").Single(one => Has(one, "valueFrom")), "valueFrom/secretKeyRef/name"));
        Assert.All(secrets, secret => Assert.Contains($"#   {secret} ", _text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_server_takes_every_setting_and_finds_it_where_it_is_mounted()
    {
        var (asked, given) = (new HashSet<string>(), Environment);
        var settings = ServerSettings.Read([], name =>
        {
            asked.Add(name);
            return given.GetValueOrDefault(name);
        });

        Assert.Empty(given.Keys.Where(name => name.StartsWith("PLIMSOLL_", StringComparison.Ordinal)).Except(asked));
        var mounts = Each(Server, "volumeMounts").ToDictionary(mount => Text(mount, "name"), mount => Text(mount, "mountPath"));
        Assert.Equal(mounts["data"], settings.DataFolder);
        Assert.Equal(mounts["key"], System.IO.Path.GetDirectoryName(settings.SecretsKey));
        Assert.Equal(mounts["tls"], System.IO.Path.GetDirectoryName(settings.Outside.Certificate));
        Assert.Equal(Text(Server, "ports/0/containerPort"), $"{settings.Outside.Listen.Single().Port}");
        Assert.NotEqual(ServerSettings.DefaultPort, settings.Outside.Listen.Single().Port);
        Assert.Null(settings.Database?.Password);
        settings.Outside.Check(settings.Url, hasAccounts: true);
    }

    /// <summary>As the kubelet does: by the address of the pod, whatever name its certificate bears.</summary>
    [Fact]
    public async Task A_server_with_these_settings_answers_its_probes()
    {
        var (port, given) = (Place.FreePort(0), Environment);
        var certificate = _authority.Issue(new Uri(given["PLIMSOLL_URL"]).Host);
        (given["PLIMSOLL_CERTIFICATE"], given["PLIMSOLL_CERTIFICATE_KEY"]) = (certificate.Certificate, certificate.Key);
        given["PLIMSOLL_LISTEN"] = given["PLIMSOLL_LISTEN"].Replace(Text(Server, "ports/0/containerPort"), $"{port}", StringComparison.Ordinal);
        var settings = ServerSettings.Read([], given.GetValueOrDefault);
        await using var house = await AccountsHouse.Open();
        await house.Restart(plain => plain with { Url = settings.Url, Outside = settings.Outside });
        using var kubelet = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetSerialNumberString() == certificate.Serial },
        });

        foreach (var probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
        {
            var get = At(Server, $"{probe}/httpGet");
            Assert.Contains(Rights.All, row => row.Method == "GET" && row.Address == Text(get, "path"));
            Assert.Equal(Text(Server, "ports/0/name"), Text(get, "port"));
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Text(get, "scheme")}://127.0.0.1:{port}{Text(get, "path")}");
            foreach (var header in Each(get, "httpHeaders")) request.Headers.Add(Text(header, "name"), Text(header, "value"));
            using var answer = await kubelet.SendAsync(request, Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{probe}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        }
    }

    /// <summary>With kubectl in PLIMSOLL_KUBE_BIN and a cluster that it reaches; nothing is left there.</summary>
    [Fact(Explicit = true)]
    public async Task A_cluster_takes_it()
    {
        var folder = System.Environment.GetEnvironmentVariable("PLIMSOLL_KUBE_BIN");
        Assert.False(string.IsNullOrEmpty(folder), "PLIMSOLL_KUBE_BIN names the folder with kubectl.");
        using var kubectl = Process.Start(new ProcessStartInfo(
            System.IO.Path.Combine(folder, "kubectl"), ["apply", "--dry-run=server", "--validate=true", "-f", Path])
        {
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("kubectl did not start.");
        var said = await kubectl.StandardError.ReadToEndAsync(Stop);
        await kubectl.WaitForExitAsync(Stop);
        Assert.True(kubectl.ExitCode == 0, said);
    }

    public void Dispose() => _authority.Dispose();
}
