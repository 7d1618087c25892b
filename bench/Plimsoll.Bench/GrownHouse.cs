using System.Collections.Immutable;
using System.Text;
using Microsoft.Data.Sqlite;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;

namespace Plimsoll.Bench;

/// <summary>Data folders with a long past: what one service and one release really wrote, again under other names.</summary>
public sealed class GrownHouse : IAsyncDisposable
{
    private const string Name = "zz-grown";
    private const string Version = "1.101.0";
    private const int AtOnce = 256;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-bench-").FullName;
    private readonly List<StoredFact> _house = [];
    private readonly List<StoredFact> _ofService = [];
    private readonly List<StoredFact> _ofRelease = [];
    private readonly List<string> _reactors = [];

    /// <summary>Ships one release of one service, and keeps what that wrote.</summary>
    public static async Task<GrownHouse> Model()
    {
        var house = new GrownHouse();
        var data = house.At("model");
        await using (var server = await RunningServer.Start(data)) await house.Live(server);
        await using var journal = SqliteJournal.Open(new JournalSettings(data));
        await foreach (var fact in journal.Read(0, CancellationToken.None))
        {
            var text = Encoding.UTF8.GetString(fact.Body ?? []);
            bool Says(string word) => fact.Stream.Value.Contains(word, StringComparison.Ordinal) || text.Contains(word, StringComparison.Ordinal);
            (Says(Version) ? house._ofRelease : Says(Name) ? house._ofService : house._house).Add(fact);
        }

        house._reactors.AddRange(Reactors(data));
        return house;
    }

    /// <summary>Name of a service of a house that has grown.</summary>
    public static string Service(int number) => $"service-{number}";

    /// <summary>A data folder with so many services and about so many facts.</summary>
    public async Task<string> Grow(int services, int facts)
    {
        var data = At($"{services}-{facts}");
        await using var journal = SqliteJournal.Open(new JournalSettings(data));
        var versions = new Dictionary<StreamName, long>();
        var open = new List<Task<Appended>>(AtOnce);
        var written = 0;
        foreach (var fact in _house) await Write(fact, "", "");
        for (var service = 1; service <= services; service++)
            foreach (var fact in _ofService) await Write(fact, Service(service), "");
        for (var release = 1; written + _ofRelease.Count <= facts; release++)
            for (var service = 1; service <= services && written + _ofRelease.Count <= facts; service++)
                foreach (var fact in _ofRelease) await Write(fact, Service(service), $"1.{release}.0");
        await Task.WhenAll(open);
        foreach (var reactor in _reactors) await journal.MoveCheckpoint(reactor, written, [], CancellationToken.None);
        return data;

        async Task Write(StoredFact fact, string service, string version)
        {
            string Say(string text) => text.Replace(Name, service, StringComparison.Ordinal).Replace(Version, version, StringComparison.Ordinal);
            var stream = new StreamName(Say(fact.Stream.Value));
            var before = versions.GetValueOrDefault(stream);
            versions[stream] = before + 1;
            open.Add(journal.Append(
                new Entry(
                    stream, before, ImmutableDictionary<StreamName, long>.Empty,
                    [new NewFact(fact.Name, Encoding.UTF8.GetBytes(Say(Encoding.UTF8.GetString(fact.Body ?? []))))],
                    fact.At, fact.Actor, $"grown-{++written}", "digest"),
                CancellationToken.None));
            if (open.Count < AtOnce) return;
            foreach (var answer in await Task.WhenAll(open))
                if (answer is not Appended.Committed) throw new InvalidOperationException($"{answer}");
            open.Clear();
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string At(string name) => Path.Combine(_folder, name);

    private async Task Live(RunningServer server)
    {
        var service = new ReleasedService(server, Name, At("repository"), (
            "mkdir -p out && tar -cf out/made.tar VERSION",
            $"    targets: [{{ name: one, folder: {At("target")} }}]"));
        await service.Prepare([At("target")]);
        await service.Ready(Version);
        await service.Ship(Version);
        while ((await service.Runs()).FirstOrDefault() is not { EndedAt: not null } run || run.Version != Version) await Task.Delay(Glance);
        await server.Do($"services/{Name}/production/hold", new PlaceHoldBody("the model"), "Ada");
        foreach (var hold in (await server.Get<ServiceView>($"services/{Name}")).Lanes[0].Holds)
            await server.Do($"services/{Name}/production/lift", new LiftHoldBody(hold.Id, "the model"), "Ada");
    }

    private static List<string> Reactors(string data)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, JournalSettings.FileName)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT reactor FROM checkpoint";
        using var rows = command.ExecuteReader();
        List<string> found = [];
        while (rows.Read()) found.Add(rows.GetString(0));
        return found;
    }
}
