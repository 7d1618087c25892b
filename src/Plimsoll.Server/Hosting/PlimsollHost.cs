using System.Diagnostics.Metrics;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Core.Access;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Access;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Calendar;
using Plimsoll.Server.Catalog;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Connectors.Inbound;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Local;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Drivers.Shells;
using Plimsoll.Server.Drivers.Ssh;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Guide;
using Plimsoll.Server.Health;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Live;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.Nodes.Backups;
using Plimsoll.Server.Nodes.Moving;
using Plimsoll.Server.OnCall;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Repositories;
using Plimsoll.Server.Site;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Hosting;

/// <summary>Puts a server together: the only place that knows every part.</summary>
public static class PlimsollHost
{
    /// <summary>Opens the journal, folds it, and builds the server; it listens when it is started.</summary>
    /// <param name="business">Business time: evidence ages and questions expire by it; tests and the demo move it.</param>
    /// <param name="machine">Real time: sessions and tokens end by it; only tests move it.</param>
    /// <exception cref="JournalUnusable">The journal is corrupt, newer, or another server has it.</exception>
    public static async Task<WebApplication> Build(ServerSettings settings, TimeProvider business, CancellationToken stop, TimeProvider? machine = null)
    {
        // Artifacts, output and keys are nobody else's to read, also in a folder that was there before.
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(settings.DataFolder, owner);
        File.SetUnixFileMode(settings.DataFolder, owner);
        if (settings.Database is not null && File.Exists(Path.Combine(settings.DataFolder, BackupManifest.Marker))) throw new SettingsInvalid(
            $"{settings.DataFolder} holds a house that was restored, and --database names another. Start without --database, or with another "
            + "data folder; into a database restores plimsoll server restore FOLDER --database ADDRESS.");
        UnfinishedMove.Settle(settings);
        var meter = new Meter(Measures.Name);
        var shared = settings.Database is { } database ? new PostgresSettings(settings.DataFolder, database) { Meter = meter } : null;
        SqlJournal journal = shared is not null
            ? PostgresJournal.Open(shared) : SqliteJournal.Open(new JournalSettings(settings.DataFolder) { Meter = meter });
        var feed = new Feed(journal);
        await FirstFold(feed, journal, shared is not null, stop);
        var certificate = await CheckOutside(settings, journal, feed, machine);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.SetMinimumLevel(LogLevel.Warning)
            // It warns that keys lie unencrypted at rest; they lie in a folder only their owner can read.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        var vault = await builder.AddVault(settings, journal, stop);
        if (shared is not null)
        {
            await SharedSecretsKey.Check(new SharedTexts(journal), vault, settings.SecretsKey, stop);
            await SharedKeyFiles.Agree(new SharedTexts(journal), settings.DataFolder, stop);
        }

        builder.ListenOnLoopback(settings.Port);
        if (settings.Outside.IsOpen) builder.ListenOutside(settings.Outside, certificate);
        builder.Services.AddEngine(journal, feed, business).AddWork(settings, shared).AddMail(settings).AddReleases(settings, shared);
        builder.Services.AddOnCall(settings);
        builder.Services.AddInbound();
        builder.Services.AddAccess(settings.DataFolder, machine, settings.Outside.Address(settings.Url)).AddAccounts(machine);
        builder.Services.AddSingleton<ScopeFinder>((http, right) => ScopeOf.Request(http, right, Viewer.Of(http).World));
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolver =
            (json.SerializerOptions.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
                .WithAddedModifier(AbsentCollections.Fill));
        builder.Services.AddSite(Houses.Of);
        builder.Services.AddLive();
        builder.Services.AddHealth(meter, settings.Telemetry);
        builder.Services.AddApiDocument();
        builder.Services.GatherWork(shared is null ? Standby.Of(settings.DataFolder) : SharedStandby.Of(new SharedTexts(journal)));
        if (shared is not null) builder.Services.AddNodes(settings, shared);
        else builder.Services.BeginWorkBy<WorkAlone>();
        var app = builder.Build();
        // What a killed server left half-made.
        app.Services.GetRequiredService<ArtifactStore>().Sweep();
        app.Services.GetRequiredService<ArtifactIntake>().Sweep();
        app.OfferGauges();
        await app.Services.GetRequiredService<Roster>().Load(stop);
        app.Services.GetRequiredService<Removing>().TakeUp();
        if (certificate is not null) certificate.Log = app.Logger;
        if (settings.Outside.IsOpen) app.UseMiddleware<AddressesShown>();
        app.MapSite();
        app.UseMiddleware<Arrival>();
        if (shared is not null) app.UseMiddleware<StandsDown>().UseMiddleware<InStep>();
        app.UseBodySizes();
        // Only now: an address begins behind the path this server lies under.
        app.UseRouting();
        if (settings.Telemetry.IsOn) RequestSpans.Name(app);
        app.MapAccess();
        app.UseRateLimits(settings.RateLimit);
        app.MapPlimsoll(shared);
        feed.StoodDown += journal.StandDown;
        if (feed.TooOld != "") journal.StandDown(feed.TooOld);
        return app;
    }

    /// <summary>One of several servers says where it is asked that it is too old; one that is alone does not start.</summary>
    private static async Task FirstFold(Feed feed, SqlJournal journal, bool isShared, CancellationToken stop)
    {
        try
        {
            await feed.CatchUp(stop);
        }
        catch (JournalTooNew) when (isShared)
        {
            // It stands down from the beginning.
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    private static async Task<OwnCertificate?> CheckOutside(
        ServerSettings settings, SqlJournal journal, Feed feed, TimeProvider? machine)
    {
        try
        {
            // One that is too old cannot know, and shows nothing to anybody.
            settings.Outside.Check(settings.Url, feed.TooOld != "" || feed.World.Get<Organisation>(Organisation.Stream).HasAccounts);
            return settings.Outside.HasCertificate
                ? new OwnCertificate(settings.Outside, settings.Url, machine ?? TimeProvider.System) : null;
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    private static IServiceCollection AddEngine(
        this IServiceCollection services, SqlJournal journal, Feed feed, TimeProvider business) => services
        .AddSingleton(business)
        .AddSingleton(journal)
        .AddSingleton<IJournal>(journal)
        .AddSingleton(feed)
        .AddSingleton<Desk>().AddSingleton<WordSearch>().AddSingleton<RemovedOutput>().AddSingleton<Removing>()
        .AddSingleton<Outbox>()
        .AddSingleton<Reactor>()
        .AddHostedService(found => found.GetRequiredService<Reactor>())
        .AddHostedService<DeploymentRunner>()
        .AddSingleton<DriftProbe>()
        .AddHostedService(found => found.GetRequiredService<DriftProbe>())
        .AddHostedService<DrillRunner>()
        .AddSingleton<MitigationProbe>()
        .AddHostedService(found => found.GetRequiredService<MitigationProbe>());

    private static IServiceCollection AddWork(this IServiceCollection services, ServerSettings settings, PostgresSettings? shared)
    {
        services.AddSingleton(settings.Room);
        services.AddSingleton(new CommandDriver(Path.Combine(settings.DataFolder, "tickets")));
        services.AddSingleton(found => new ServerMark(found.GetService<SharedTexts>() is { } texts
            ? SharedMark.Of(texts) : ServerMark.Of(settings.DataFolder)));
        services.AddSingleton(found => new UserShells(found.GetRequiredService<ServerMark>().Home));
        services.AddSingleton(found => new SshHosts(settings.Ssh with { Folder = found.GetRequiredService<ServerMark>().Home }));
        services.AddSingleton(found => new Places(
            found.GetRequiredService<CommandDriver>(), found.GetRequiredService<UserShells>(), found.GetRequiredService<SshHosts>(),
            found.GetService<NodeId>()));
        services.AddSingleton(shared is not null
            ? new SegmentStore(new SegmentTable(shared)) : new SegmentStore(Path.Combine(settings.DataFolder, "output.db")));
        services.AddSingleton<OutputCollector>().AddSingleton<OutputKeeper>();
        services.AddSingleton<ActionPlans>().AddSingleton<TicketRunner>();
        services.AddSingleton<Activation>();
        services.AddSingleton(found => new JournalMove(
            found.GetRequiredService<SqlJournal>(), found.GetRequiredService<Feed>(), found.GetRequiredService<SegmentStore>(),
            found.GetRequiredService<ArtifactStore>(),
            found.GetRequiredService<ServerMark>(), found.GetRequiredService<BackgroundWork>(), settings, found.GetRequiredService<Standby>(),
            found.GetRequiredService<NodeBoard>(), found.GetService<Heartbeat>()));
        services.AddSingleton<Watching>().AddSingleton<CheckRunner>().AddSingleton<AttemptRunner>();
        services.AddSingleton(found => CheckClient.Create(found.GetRequiredService<WayOut>()));
        services.AddSingleton<HttpCheckRun>().AddSingleton<TcpCheckRun>().AddSingleton<CommandCheckRun>().AddSingleton<MetricCheckRun>().AddSingleton<SuiteRun>();
        return services;
    }

    private static IServiceCollection AddMail(this IServiceCollection services, ServerSettings settings)
    {
        var mail = settings.MailHost == "" ? null : new MailSettings(
            settings.MailHost, settings.MailPort, settings.MailFrom, settings.MailUser == "" ? null : settings.MailUser,
            settings.MailPassword == "" ? null : new MailPassword(settings.MailPassword));
        services.AddSingleton(settings);
        services.AddSingleton(found => new MailSender(
            mail, TimeProvider.System, found.GetRequiredService<WayOut>(), found.GetRequiredService<Mask>()));
        services.AddSingleton(found => new MailDelivery(
            found.GetRequiredService<MailSender>(), mail, settings.Address, found.GetRequiredService<Roster>().ZoneAt));
        return services.AddSingleton<Reaching>().AddSingleton<Deliveries>().AddSingleton<OutboxSender>()
            .AddHostedService(found => found.GetRequiredService<OutboxSender>());
    }

    private static void AddReleases(this IServiceCollection services, ServerSettings settings, PostgresSettings? shared)
    {
        services.AddSingleton(new WayOut(settings.Outbound));
        services.AddSingleton(found => new Mirrors(
            settings.DataFolder, TimeProvider.System, found.GetRequiredService<WayOut>()));
        var artifacts = new ArtifactStore(settings.DataFolder)
        {
            Copies = shared is not null ? new ArtifactTable(shared) : null,
        };
        services.AddSingleton(artifacts);
        services.AddSingleton(found => new ArtifactDownload(found.GetRequiredService<WayOut>(), TimeProvider.System));
        services.AddSingleton(found => new ArtifactIntake(
            artifacts, found.GetRequiredService<ArtifactDownload>(), settings.DataFolder, TimeProvider.System));
        services.AddSingleton<Histories>().AddSingleton<GitEvidence>().AddSingleton<Seals>().AddSingleton<CreateReleases>();
        services.AddSingleton<EvidenceFiles>().AddSingleton<Adoptions>().AddSingleton<Rehearsals>().AddSingleton<Shipping>();
        services.AddSingleton<Declarations>().AddSingleton<Hotfixes>().AddSingleton<RunbookChanges>();
    }

    private static void MapPlimsoll(this WebApplication app, PostgresSettings? shared)
    {
        var api = app.MapGroup("/api/v1").AddEndpointFilter<RouteGroupBuilder, ScopeInBody>();
        api.RefuseNulls();
        Asked.Remember(api);
        api.AnswersCommands();
        app.MapAccounts(api);
        api.MapGuideApi();
        api.MapPinApi();
        api.MapServiceApi();
        api.MapReleaseReads();
        api.MapReleaseCommands();
        api.MapReleaseWork();
        api.MapDeploymentApi();
        api.MapCalendarApi();
        api.MapCalendarImport();
        app.MapCalendarFeeds(api);
        api.MapTargetApi();
        api.MapLogApi();
        api.MapLogSearchApi();
        api.MapOnCallApi();
        api.MapIncidentReads();
        api.MapIncidentCommands();
        api.MapVaultApi();
        api.MapActivation();
        api.MapStandby();
        api.MapBackup(shared);
        api.MapNodes();
        api.MapMove();
        api.MapOutboxApi();
        api.MapJournalApi();
        api.MapRemovalApi();
        app.MapInbound(api);
        app.MapApiDocument();
        app.MapHealth();
        Unsent.UseUnsent(app);
        app.MapLive();
        app.MapAcknowledging();
        app.MapPages();
    }
}
