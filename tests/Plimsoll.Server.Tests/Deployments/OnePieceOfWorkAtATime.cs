using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Deployments;

/// <summary>A server that gives one host one piece of work at a time, whichever service it is for.</summary>
public sealed class OnePieceOfWorkAtATime : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-room-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private WebApplication _app = null!;
    private DeploymentRunner _runner = null!;

    private World World => _app.Services.GetRequiredService<Feed>().World;

    public async ValueTask InitializeAsync()
    {
        _app = await PlimsollHost.Build(
            ServerSettings.Read(["--data", In("data"), "--port", $"{Place.FreePort(0)}", "--max-work-per-host", "1"], _ => null),
            TimeProvider.System, _stop.Token);
        _runner = _app.Services.GetRequiredService<BackgroundWork>().Of<DeploymentRunner>();
        await _runner.StartAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.StopAsync(default);
        await _app.Services.GetRequiredService<IJournal>().DisposeAsync();
        await _app.DisposeAsync();
        TempFolder.Remove(_folder);
        _stop.Dispose();
    }

    [Fact]
    public async Task Deployments_that_share_a_host_take_turns_there_and_all_come_to_their_end()
    {
        string[] ids = ["one", "two", "three"];
        await Task.WhenAll(ids.Select(Deploy));
        await Bench.Until(() => ids.All(id => Run(id).HasEnded));

        Assert.All(ids, id => Assert.Equal(DeploymentStatus.Succeeded, Run(id).Status));
        var turns = File.ReadAllLines(In("ledger"));
        Assert.Equal(6, turns.Length);
        Assert.All(turns.Chunk(2), turn => Assert.Equal(turn[0].Replace("begins", "ends", StringComparison.Ordinal), turn[1]));
    }

    private Deployment Run(string id) => World.Get<Deployment>(Deployment.StreamOf(id));

    private async Task Deploy(string id)
    {
        File.WriteAllText(In($"{id}.sh"), $"echo {id} begins >>{In("ledger")}\nsleep 0.1\necho {id} ends >>{In("ledger")}\n");
        var file = ServiceFileReader.Read("plimsoll.yaml", $$"""
            name: {{id}}
            people: { Release Manager: ada }
            staging: none because "a test"
            environments:
              - name: production
                hooks: { per-target: "sh {{In($"{id}.sh")}}" }
                backup: none because "a test"
                targets: [{ name: one, folder: "{{In(id)}}" }]
            smoke: [{ command: "true" }]
            """);
        Assert.True(!file.HasErrors, ServiceFileReport.Render(file));
        var service = Assert.Single(file.Services);
        var kept = await _app.Services.GetRequiredService<ArtifactStore>().Keep(new MemoryStream([1, 2, 3]), id, _stop.Token);
        var order = new Queued(id, "1.0.0", 1, "shop", kept.Value!.Sha256, DeploymentKind.Deploy, "", "ada", default, "");
        await Send(id, new RequestDeployment(id, id, "production", order));
        await Send(id, Begin.Of(service));
    }

    private async Task Send(string id, DeploymentCommand command) => Assert.IsType<Answer.Accepted>(
        await _app.Services.GetRequiredService<Desk>().Send(Deployment.StreamOf(id), command, "system:test", _stop.Token));

    private string In(string name) => Path.Combine(_folder, name);
}
