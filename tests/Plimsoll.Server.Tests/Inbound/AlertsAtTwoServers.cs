using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Inbound;
using Plimsoll.Server.Access;
using Plimsoll.Server.Connectors.Inbound;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Inbound;

/// <summary>Alerts of one group reach two servers, the second before it knows what the first has written.</summary>
public sealed class AlertsAtTwoServers(Postgres postgres) : IAsyncLifetime
{
    private const string Kind = "alertmanager";
    private readonly List<IDisposable> _open = [];
    private readonly List<PostgresJournal> _journals = [];
    private NpgsqlConnectionStringBuilder _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await postgres.NewDatabase();

    [Fact]
    public async Task They_are_one_incident()
    {
        var ((first, _), (second, behind)) = (Serve(), Serve());
        Assert.Equal(new Done.Acted("Declared INC-1."), await Tell(first, 1, "firing"));
        Assert.Equal(0, behind.World.Position);

        Assert.Equal(new Done.Acted("Noted in INC-1."), await Tell(second, 2, "firing"));
        Assert.Equal("INC-1", Assert.Single(behind.World.All<Incident>()).Value.Id);
    }

    [Fact]
    public async Task The_end_of_one_is_noted_where_it_is_told()
    {
        var ((first, _), (second, behind)) = (Serve(), Serve());
        await Tell(first, 1, "firing");

        Assert.Equal(new Done.Acted("Noted in INC-1."), await Tell(second, 1, "resolved"));

        var timeline = behind.World.Get<Incident>(Incident.StreamOf("INC-1")).Timeline;
        Assert.Contains(timeline, e => e.Sentence == "Not firing any more: Errors on i1");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in _journals) await journal.DisposeAsync();
        foreach (var each in _open) each.Dispose();
    }

    private static Task<Done> Tell(AlertIncidents server, int alert, string status)
    {
        var body = Encoding.UTF8.GetBytes(AlertmanagerSender.Group(1, alert, status));
        return server.Take(AlertNotice.OfAlertmanager(body)!, Kind, "", Stop);
    }

    /// <summary>A server whose world moves only when it asks for more.</summary>
    private (AlertIncidents Alerts, Feed Feed) Serve()
    {
        var folder = new DataFolder();
        var journal = PostgresJournal.Open(new PostgresSettings(folder.Path, _database));
        _journals.Add(journal);
        var (feed, outbox) = (new Feed(journal), new Outbox(journal));
        var desk = new Desk(journal, feed, TimeProvider.System);
        var reactor = new Reactor(journal, feed, desk, outbox, TimeProvider.System, NullLogger<Reactor>.Instance);
        var declarations = new Declarations(desk, journal, outbox, reactor);
        var alerts = new AlertIncidents(
            declarations, desk, feed, new InboundTable(journal), new MachineTime(TimeProvider.System));
        _open.AddRange([alerts, declarations, reactor, feed, folder]);
        return (alerts, feed);
    }
}
