using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Drivers.Ssh;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Drivers.Ssh;

/// <summary>
/// A server that deploys to two real hosts: one that gets into trouble, with a small disk of its own and behind a link,
/// and one that is always well.
/// </summary>
public sealed class Fleet : IAsyncLifetime
{
    private const UnixFileMode ForAll = (UnixFileMode)0b111_111_111;
    private const int ArtifactSize = 2 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-fleet-").FullName;
    private readonly FakeTimeProvider _machine = new();
    private readonly CancellationTokenSource _stop = new();
    private SshServer _host = null!;
    private SshServer _well = null!;
    private Link _link = null!;
    private WebApplication _app = null!;
    private DeploymentRunner _runner = null!;
    private Trouble? _struck;
    private int _runs;

    /// <summary>As sentences call it.</summary>
    public string Name => $"127.0.0.1:{_link.Port}";

    /// <summary>How many connections the server has opened to the host.</summary>
    public int Connections => _link.Opened;

    private string Home => In("trouble/home");

    private World World => _app.Services.GetRequiredService<Feed>().World;

    public async ValueTask InitializeAsync()
    {
        File.SetUnixFileMode(_folder, ForAll);
        foreach (var folder in (string[])["trouble/home", "well"])
            File.SetUnixFileMode(Directory.CreateDirectory(In(folder)).FullName, ForAll);
        SshServer.Run("mount", "-t", "tmpfs", "-o", "size=24m,mode=777", "tmpfs", Home);
        (_host, _well) = (new SshServer($"SetEnv HOME={Home}"), new SshServer($"SetEnv HOME={In("well")}"));
        _link = new Link(_host.Port);
        File.WriteAllLines(In("known_hosts"), [$"[127.0.0.1]:{_link.Port} {_host.KnownLine.Split(' ', 2)[1]}", _well.KnownLine]);
        var ssh = new SshSettings(In("known_hosts"), [_host.At("mine"), _well.At("mine")], "")
        {
            ToAnswer = TimeSpan.FromSeconds(2), ToReach = TimeSpan.FromSeconds(3), LongestPause = TimeSpan.FromSeconds(0.05),
        };
        _app = await PlimsollHost.Build(
            new ServerSettings(In("data"), Place.FreePort(0), "", 25, "p@example.test", "", "") { Ssh = ssh },
            TimeProvider.System, _stop.Token);
        T Of<T>() where T : notnull => _app.Services.GetRequiredService<T>();
        var tickets = new TicketRunner(Of<Feed>(), Of<Places>(), Of<ActionPlans>(), Of<OutputKeeper>())
        {
            Machine = _machine, Pause = TimeSpan.FromSeconds(0.1),
        };
        var attempts = new AttemptRunner(Of<Feed>(), Of<Desk>(), tickets, Of<CheckRunner>(), Of<ILogger<AttemptRunner>>());
        _runner = new DeploymentRunner(Of<Feed>(), Of<Desk>(), attempts, Of<Room>(), Of<ILogger<DeploymentRunner>>());
        await _runner.StartAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _host.Thaw();
        await _runner.StopAsync(default);
        await _app.Services.GetRequiredService<IJournal>().DisposeAsync();
        await _app.DisposeAsync();
        await _link.DisposeAsync();
        _host.Dispose();
        _well.Dispose();
        foreach (var process in Bench.Processes(_folder)) Bench.Kill(process);
        SshServer.Run("umount", "--lazy", Home);
        TempFolder.Remove(_folder);
        _stop.Dispose();
    }

    /// <summary>Deploys to the host; what is sent takes a moment, and the work goes on until it is let end.</summary>
    internal async Task<Shipping> Deploy()
    {
        _link.Rate = 1024 * 1024;
        return await Deploy("trouble", $"{SshServer.User}@{Name}", ArtifactSize, """
            echo begins >>ledger; i=0
            while i=$((i+1)) line="$i $(printf %0200d $i)"; echo "$line"; echo "$line" >>said; [ ! -e go ]; do sleep 0.02; done
            echo ends >>ledger
            """);
    }

    /// <summary>Deploys a release to another environment of the same host, and to its end.</summary>
    internal async Task Beside() => await Good(await Deploy("trouble", $"{SshServer.User}@{Name}", ArtifactSize, "echo done"));

    /// <summary>Deploys to the other host, and to its end.</summary>
    internal async Task Elsewhere() => await Good(await Deploy("well", _well.Address, 1000, "echo done"));

    internal void Strike(Trouble trouble)
    {
        _struck = trouble;
        switch (trouble)
        {
            case Trouble.LosesItsConnections: _link.Cut(); break;
            case Trouble.Hangs: _host.Freeze(); break;
            case Trouble.Restarts: PowerOff(); break;
            case Trouble.HasNoRoom: Fill(); break;
            case Trouble.ShowsAnotherKey: ChangeKey(); break;
            case Trouble.IsSlow: _link.Rate = 700 * 1024; break;
        }
    }

    /// <summary>The host is well again, with whatever it had got into.</summary>
    internal void Heal()
    {
        _link.Rate = 0;
        var struck = _struck;
        _struck = null;
        switch (struck)
        {
            case Trouble.Hangs: _host.Thaw(); break;
            case Trouble.Restarts: _host.Start(); break;
            case Trouble.HasNoRoom: File.Delete(Path.Combine(Home, "ballast")); break;
            case Trouble.ShowsAnotherKey: ChangeKey(); break;
        }
    }

    /// <summary>Well, and with all its room.</summary>
    internal void Restore()
    {
        Heal();
        foreach (var left in OnHost("shop").Concat(Directory.GetFiles(Directory.GetParent(OnHost("ticket-*.sh")[0])!.FullName + "/artifacts")))
            File.Delete(left);
    }

    /// <summary>The time the server waits for a host is over.</summary>
    internal void TimePasses() => _machine.Advance(TimeSpan.FromHours(1));

    internal Deployment Now(Shipping shipping) => World.Get<Deployment>(Deployment.StreamOf(shipping.Id));

    /// <summary>Waits until something holds; otherwise it fails with what became of the deployment.</summary>
    internal async Task Until(Shipping shipping, Func<bool> holds)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            var run = Now(shipping);
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"It does not come about. {run.Status} {run.Question?.Text}\n"
                + string.Join('\n', run.Attempts.Select(a => $"{a.Name} {a.Outcome} {a.Sentence}")));
            await Task.Delay(10);
        }
    }

    internal Task Retry(Shipping shipping) => Send(shipping.Id, new AnswerQuestion(Choice.Retry, ""));

    /// <summary>What of the artifact has come to the host by now.</summary>
    internal long Arrived() => OnHost("*.part").Sum(part => new FileInfo(part).Length);

    /// <summary>All that was kept of an attempt's output.</summary>
    internal string Log(Shipping shipping, string attempt) => Encoding.UTF8.GetString(
        [.. _app.Services.GetRequiredService<SegmentStore>().Read($"{shipping.Id}/{attempt}", 0, 100_000).SelectMany(s => s.Text.ToArray())]);

    private Task Good(Shipping shipping) => Until(shipping, () => Now(shipping).Status == DeploymentStatus.Succeeded);

    private async Task<Shipping> Deploy(string on, string address, int size, string work)
    {
        var id = $"run-{Interlocked.Increment(ref _runs)}";
        var shipping = new Shipping(id, Directory.CreateDirectory(In($"{on}/{id}")).FullName);
        File.SetUnixFileMode(shipping.Folder, ForAll);
        File.WriteAllText(shipping.At("work"), $"cd {shipping.Folder}\n{work}\n");
        var target = on == "trouble" ? Path.Combine(Home, id) : shipping.At("target");
        var service = Described(id, target, address, shipping.At("work"));
        var kept = await _app.Services.GetRequiredService<ArtifactStore>().Keep(
            new MemoryStream(RandomNumberGenerator.GetBytes(size)), id, _stop.Token);
        var environment = service.Environments[0];
        var order = new Queued(id, "1.0.0", 1, "shop", kept.Value!.Sha256, DeploymentKind.Deploy, "", "ada", default, "");
        await Send(id, new RequestDeployment(id, service.Name, environment.Name, order));
        await Send(id, Begin.Of(service));
        return shipping;
    }

    private static ServiceDefinition Described(string id, string folder, string address, string work)
    {
        var file = ServiceFileReader.Read("plimsoll.yaml", $$"""
            name: {{id}}
            people: { Release Manager: ada }
            staging: none because "a test"
            defaults: { driver: ssh }
            environments:
              - name: production
                hooks: { per-target: "sh {{work}}" }
                backup: none because "a test"
                targets: [{ name: one, folder: "{{folder}}", host: "{{address}}" }]
            smoke: [{ command: "true" }]
            """);
        Assert.True(!file.HasErrors, ServiceFileReport.Render(file));
        return Assert.Single(file.Services);
    }

    private async Task Send(string id, DeploymentCommand command) => Assert.IsType<Answer.Accepted>(
        await _app.Services.GetRequiredService<Desk>().Send(Deployment.StreamOf(id), command, "system:test", _stop.Token));

    /// <summary>Nothing that ran on it runs any more, and when it is back it has another boot id.</summary>
    private void PowerOff()
    {
        _host.Stop();
        // All at once, as it is when the power goes: nobody sees another one die, and nobody lives when the host is back.
        for (var tries = 0; Living() is [_, ..]; tries++)
        {
            Assert.True(tries < 1_000, "Some of the host's processes do not die.");
            foreach (var signal in (string[])["STOP", "KILL"])
                using (var kill = System.Diagnostics.Process.Start("sh", ["-c", $"kill -{signal} {string.Join(' ', Living())} 2>/dev/null"]))
                    kill.WaitForExit();
        }

        foreach (var claimed in OnHost("claimed")) File.WriteAllText(claimed, "another-boot");
    }

    private int[] Living() => Bench.Processes(In("trouble"));

    private void Fill()
    {
        using var ballast = File.Create(Path.Combine(Home, "ballast"));
        try
        {
            while (true) ballast.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>The key it had and another one change places.</summary>
    private void ChangeKey()
    {
        _host.Stop();
        if (!File.Exists(_host.At("other"))) SshServer.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", _host.At("other"));
        File.Move(_host.At("host"), _host.At("kept"));
        File.Move(_host.At("other"), _host.At("host"));
        File.Move(_host.At("kept"), _host.At("other"));
        _host.Start();
    }

    private string[] OnHost(string name) => Directory.GetFiles(
        Home, name, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });

    private string In(string name) => Path.Combine(_folder, name);
}

/// <summary>What a host gets into.</summary>
public enum Trouble { LosesItsConnections, Hangs, Restarts, HasNoRoom, ShowsAnotherKey, IsSlow }

/// <summary>One deployment, and the folder its work writes into.</summary>
internal sealed record Shipping(string Id, string Folder)
{
    public string At(string name) => Path.Combine(Folder, name);

    public string[] Lines(string name) => File.Exists(At(name)) ? File.ReadAllLines(At(name)) : [];
}
