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

/// <summary>A host that is short of memory kills the wrapper and not the work: nobody knows how that ends.</summary>
public sealed class WorkThatOutlivesItsWrapper : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-outlives-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private WebApplication _app = null!;
    private DeploymentRunner _runner = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await PlimsollHost.Build(
            ServerSettings.Read(["--data", In("data"), "--port", $"{Place.FreePort(0)}"], _ => null), TimeProvider.System, _stop.Token);
        _runner = _app.Services.GetRequiredService<BackgroundWork>().Of<DeploymentRunner>();
        await _runner.StartAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.StopAsync(default);
        await _app.Services.GetRequiredService<IJournal>().DisposeAsync();
        await _app.DisposeAsync();
        TempFolder.Remove(_folder, () =>
        {
            foreach (var process in Bench.Processes(_folder)) Bench.Kill(process);
        });
        _stop.Dispose();
    }

    [Fact]
    public async Task What_it_left_is_there_to_be_looked_at_and_is_tidied_up_once_it_is_gone()
    {
        await Deploy("one");
        await Bench.Until(() => File.Exists(In("ticket")));
        var ticket = Path.Combine(In("data"), "tickets", File.ReadAllText(In("ticket")).Trim());
        // What watches for it are forks of it with the same words, and younger.
        Bench.Kill(Bench.Processes($"hold {Path.GetDirectoryName(ticket)} {Path.GetFileName(ticket)}").Min());
        await Bench.Until(() => Ended() is not null);

        Assert.Equal(Outcome.Unknown, Ended()!.Outcome);
        Assert.Contains("Still running", Ended()!.Sentence, StringComparison.Ordinal);
        await _runner.StopAsync(default);
        Assert.True(File.Exists(Path.Combine(ticket, "session")));

        var attempts = _app.Services.GetRequiredService<AttemptRunner>();
        await attempts.Tidy(default);
        Assert.True(File.Exists(Path.Combine(ticket, "session")));

        File.WriteAllText(In("go"), "");
        await Bench.Until(() => Bench.Processes(In("one.sh")) is []);
        await Bench.Until(() => Tidied(attempts, ticket), tidied => tidied);
        Assert.False(File.Exists(Path.Combine(ticket, "session")));
    }

    private static async Task<bool> Tidied(AttemptRunner attempts, string ticket)
    {
        await attempts.Tidy(default);
        return File.Exists(Path.Combine(ticket, "forgotten"));
    }

    private Attempt? Ended() => _app.Services.GetRequiredService<Feed>().World.Get<Deployment>(Deployment.StreamOf("one"))
        .Attempts.FirstOrDefault(a => a is { Outcome: not null, Ticket: not "" } && a.Ticket == File.ReadAllText(In("ticket")).Trim());

    private async Task Deploy(string id)
    {
        File.WriteAllText(In("one.sh"), $"""
            echo "$PLIMSOLL_TICKET" >{In("ticket.new")} && mv {In("ticket.new")} {In("ticket")}
            until [ -e {In("go")} ]; do sleep 0.02; done
            """);
        var file = ServiceFileReader.Read("plimsoll.yaml", $$"""
            name: {{id}}
            people: { Release Manager: ada }
            staging: none because "a test"
            environments:
              - name: production
                hooks: { per-target: "sh {{In("one.sh")}}" }
                backup: none because "a test"
                targets: [{ name: one, folder: "{{In(id)}}" }]
            smoke: [{ command: "true" }]
            """);
        Assert.True(!file.HasErrors, ServiceFileReport.Render(file));
        var kept = await _app.Services.GetRequiredService<ArtifactStore>().Keep(new MemoryStream([1, 2, 3]), id, _stop.Token);
        var order = new Queued(id, "1.0.0", 1, "shop", kept.Value!.Sha256, DeploymentKind.Deploy, "", "ada", default, "");
        await Send(id, new RequestDeployment(id, id, "production", order));
        await Send(id, Begin.Of(Assert.Single(file.Services)));
    }

    private async Task Send(string id, DeploymentCommand command) => Assert.IsType<Answer.Accepted>(
        await _app.Services.GetRequiredService<Desk>().Send(Deployment.StreamOf(id), command, "system:test", _stop.Token));

    private string In(string name) => Path.Combine(_folder, name);
}
