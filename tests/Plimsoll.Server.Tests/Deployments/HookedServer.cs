using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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

/// <summary>A server that carries deployments of services with one target, whose work is a script of the test's.</summary>
internal sealed class HookedServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-hooked-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private WebApplication _app = null!;

    public DeploymentRunner Runner { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public static async Task<HookedServer> Start(params string[] flags)
    {
        var server = new HookedServer();
        server._app = await PlimsollHost.Build(
            ServerSettings.Read(["--data", server.In("data"), "--port", $"{Place.FreePort(0)}", .. flags], _ => null),
            TimeProvider.System, server._stop.Token);
        server.Runner = server.Services.GetRequiredService<BackgroundWork>().Of<DeploymentRunner>();
        await server.Runner.StartAsync(server._stop.Token);
        return server;
    }

    public string In(string name) => Path.Combine(_folder, name);

    public Deployment Run(string id) => Services.GetRequiredService<Feed>().World.Get<Deployment>(Deployment.StreamOf(id));

    /// <param name="script">What its hook runs, as <c>ID.sh</c>.</param>
    public async Task Deploy(string id, string script)
    {
        File.WriteAllText(In($"{id}.sh"), script);
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
        var kept = await Services.GetRequiredService<ArtifactStore>().Keep(new MemoryStream([1, 2, 3]), id, _stop.Token);
        var order = new Queued(id, "1.0.0", 1, "shop", kept.Value!.Sha256, DeploymentKind.Deploy, "", "ada", default, "");
        await Send(id, new RequestDeployment(id, id, "production", order));
        await Send(id, Begin.Of(Assert.Single(file.Services)));
    }

    public async ValueTask DisposeAsync()
    {
        await Runner.StopAsync(default);
        await Services.GetRequiredService<IJournal>().DisposeAsync();
        await _app.DisposeAsync();
        TempFolder.Remove(_folder, () =>
        {
            foreach (var process in Bench.Processes(_folder)) Bench.Kill(process);
        });
        _stop.Dispose();
    }

    private async Task Send(string id, DeploymentCommand command) => Assert.IsType<Answer.Accepted>(
        await Services.GetRequiredService<Desk>().Send(Deployment.StreamOf(id), command, "system:test", _stop.Token));
}
