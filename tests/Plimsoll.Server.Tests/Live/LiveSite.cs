using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Access;
using Plimsoll.Server.Live;
using Plimsoll.Server.Site;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Live;

/// <summary>The front of the server with the stream of events behind it, at the pace a test wants.</summary>
internal sealed class LiveSite : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-live-").FullName;
    private readonly WebApplication _app;

    private LiveSite(Pace pace)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.ListenOnLoopback(0);
        builder.Services.AddSingleton(Moves.Feed).AddSingleton(TimeProvider.System);
        builder.Services.AddAccess(_folder);
        builder.Services.AddSite(_ => House.Empty(TimeProvider.System.GetUtcNow()));
        builder.Services.AddLive(pace);
        _app = builder.Build();
        _app.MapSite();
        _app.MapAccess();
        _app.MapLive();
    }

    public SomeMoves Moves { get; } = new();

    public Uri Address => new(_app.Urls.First(u => u.Contains("127.0.0.1", StringComparison.Ordinal)));

    public string Token => File.ReadAllText(Path.Combine(_folder, "token")).Trim();

    public Seats Seats => _app.Services.GetRequiredService<Seats>();

    public static async Task<LiveSite> Start(Pace pace)
    {
        var site = new LiveSite(pace);
        await site._app.StartAsync();
        return site;
    }

    public Task<Listener> Listen(string query = "", string lastId = "") =>
        Listener.At(Address, Token, $"/events{query}", lastId);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Moves.DisposeAsync();
        TempFolder.Remove(_folder);
    }
}
