using Microsoft.Data.Sqlite;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Drivers.Ssh;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Cli;

/// <summary>A server is copied while it runs, a copy is proven, and a restored one does nothing until somebody says so.</summary>
public sealed class BackingUpAServer : IDisposable
{
    private const string Staging = "shop-1.1.0-1-staging";
    private readonly Shell _shell = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task What_is_backed_up_under_load_is_restored_elsewhere_fact_by_fact_and_waits_to_be_activated()
    {
        await using var house = await Shipped();
        using var load = new CancellationTokenSource();
        var notes = Load(house, load.Token);
        var said = await Type($"server backup kept --data {house.DataFolder}");
        await load.CancelAsync();
        await notes;
        Assert.Contains("Backed up:", said.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets-key", string.Join(' ', Directory.GetFiles(In("kept"), "*", SearchOption.AllDirectories)), StringComparison.Ordinal);
        Assert.Contains("All of it holds", (await Type("server verify kept")).Out, StringComparison.Ordinal);

        var restored = await Type("server restore kept --data again");
        Assert.Contains($"start plimsoll-server with --data {In("again")},", restored.Err, StringComparison.Ordinal);
        Assert.Contains($"Next: plimsoll server activate --data {In("again")}, once it runs", restored.Err, StringComparison.Ordinal);
        var (original, copy) = (await Facts(house.DataFolder), await Facts(In("again")));
        Assert.NotEmpty(copy);
        Assert.Equal(original.Take(copy.Count), copy);
        await On(house, "again");

        var refused = await Type("service hold shop production --reason look --as Grace", 5);
        Assert.Contains("restored from a backup", refused.Err, StringComparison.Ordinal);
        Assert.Contains("type plimsoll server activate", (await house.Get("Grace", "/")).Html, StringComparison.Ordinal);
        Assert.Contains("restored from a backup", (await house.Get("Grace", "/health")).Html, StringComparison.Ordinal);
        Assert.Equal(copy.Count, (await Facts(In("again"))).Count);

        // Whichever server is found otherwise, it is the one of that folder that is activated.
        Shell.DataFolder(In("again"), $"{house.Address}", house.Token);
        _shell["PLIMSOLL_SERVER"] = "http://127.0.0.1:1";
        await Type($"server activate --data {In("nowhere")} --yes", 1);
        Assert.Contains("acts again", (await Type($"server activate --data {In("again")} --yes")).Out, StringComparison.Ordinal);
        _shell["PLIMSOLL_SERVER"] = "";
        await Type("service hold shop production --reason look --as Grace");
        await house.Restart(settings => settings);
        await Type("service hold shop staging --reason look --as Grace");
    }

    [Fact]
    public async Task What_hosts_know_and_the_journal_does_not_holds_the_lane_until_somebody_has_looked()
    {
        await using var house = await Shipped();
        await Type($"server backup kept --data {house.DataFolder}");
        await house.SignOff("shop", "1.1.0");
        await house.Ship("shop", "1.1.0");
        await house.Until("shop-1.1.0-1-production", "succeeded");
        await Type("server restore kept --data again");
        await house.Stop();
        SshServer.Run("cp", "-a", Path.Combine(house.DataFolder, "tickets"), In("again"));
        // A drill of a restore left one too, and touched nothing that is live.
        Directory.CreateDirectory(In("again", "tickets", "shop-staging-drill-7-1-0a1b2c3d"));
        await File.WriteAllTextAsync(In("again", "tickets", "shop-staging-drill-7-1-0a1b2c3d", "format"), "1\n", Stop);
        await On(house, "again");

        var done = await Type("server activate --yes");

        Assert.Contains("shop production is on hold", done.Out, StringComparison.Ordinal);
        Assert.Contains("this machine knows shop-1-1-0-1-staging", done.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("drill", done.Out, StringComparison.Ordinal);
        Assert.Contains("restored from a backup", Assert.Single(LaneOf(house, "staging").Holds).Reason, StringComparison.Ordinal);
        Assert.Contains("is active", (await Type("server activate --yes")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_hold_cannot_be_written_it_does_not_act_and_is_activated_later()
    {
        await using var house = await Shipped();
        await Type($"server backup kept --data {house.DataFolder}");
        await house.SignOff("shop", "1.1.0");
        await house.Ship("shop", "1.1.0");
        await house.Until("shop-1.1.0-1-production", "succeeded");
        await Type("server restore kept --data again");
        await house.Stop();
        SshServer.Run("cp", "-a", Path.Combine(house.DataFolder, "tickets"), In("again"));
        await On(house, "again");

        await using (await Taken(In("again")))
        {
            var refused = await Type("server activate --yes", 1);
            Assert.Matches("shop (staging|production) could not be put on hold: .+ The server does nothing yet", refused.Err);
        }

        Assert.Contains("restored from a backup", (await Type("service hold shop production --reason look --as Grace", 5)).Err, StringComparison.Ordinal);
        Assert.Contains("shop production is on hold", (await Type("server activate --yes")).Out, StringComparison.Ordinal);
        Assert.Single(LaneOf(house, "production").Holds);
    }

    [Fact]
    public async Task Work_that_was_under_way_at_the_backup_is_not_started_again_but_said_to_be_not_known()
    {
        await using var house = await Shipped($"while [ ! -e {In("go")} ]; do sleep 0.05; done");
        await house.SignOff("shop", "1.1.0");
        await house.Ship("shop", "1.1.0");
        await Bench.Until(() => Run(house).Attempts.Any(a => a is { IsOpen: true, Action: "restart/staging-1" }));
        await Type($"server backup kept --data {house.DataFolder}");
        await File.WriteAllTextAsync(In("go"), "", Stop);
        await house.Until(Staging, "succeeded");
        await Type("server restore kept --data again");
        await On(house, "again");

        // Whoever lets it act again is told what goes on, and asked.
        var said = (await Type("server activate", 2)).Err;
        Assert.Contains("1 deployment goes on, 0 pages ring, 0 messages leave.", said, StringComparison.Ordinal);
        Assert.Contains("--yes", said, StringComparison.Ordinal);
        (_shell.Person, _shell.Input) = (true, "n\n");
        Assert.Contains("it does nothing yet", (await Type("server activate", 3)).Err, StringComparison.Ordinal);
        Assert.Contains("restored from a backup", (await house.Get("Grace", "/health")).Html, StringComparison.Ordinal);
        _shell.Input = "y\n";
        await Type("server activate");

        await Bench.Until(() => Run(house).HasEnded);
        var attempts = Run(house).Attempts.Where(a => a.Action == "restart/staging-1").ToList();
        Assert.Equal(Outcome.Unknown, attempts[0].Outcome);
        Assert.Contains("before the backup", attempts[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_what_was_backed_up_is_told_and_never_restored()
    {
        await using var house = await Shipped();
        await Type($"server backup kept --data {house.DataFolder}");
        var artifact = Directory.GetFiles(In("kept", "artifacts"), "*", SearchOption.AllDirectories).First();
        var bytes = await File.ReadAllBytesAsync(artifact, Stop);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(artifact, bytes, Stop);

        Assert.Contains($"{Path.GetFileName(artifact)} is not what was backed up", (await Type("server verify kept", 1)).Err, StringComparison.Ordinal);
        await Type("server restore kept --data again", 1);
        Assert.False(Directory.Exists(In("again")));

        File.Delete(In("kept", BackupManifest.FileName));
        Assert.Contains("is no backup", (await Type("server verify kept", 2)).Err, StringComparison.Ordinal);
        Assert.Contains("is not empty", (await Type($"server backup kept --data {house.DataFolder}", 2)).Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_restored_over_data_and_one_that_broke_off_is_done_anew()
    {
        await using var house = await Shipped();
        await Type($"server backup kept --data {house.DataFolder}");
        Assert.Contains("is not empty", (await Type($"server restore kept --data {house.DataFolder}", 2)).Err, StringComparison.Ordinal);

        Directory.CreateDirectory(In("again.restoring"));
        await File.WriteAllTextAsync(In("again.restoring", "plimsoll.db"), "half", Stop);
        await Type("server restore kept --data again");
        Assert.Equal((await Facts(In("kept"))).Count, (await Facts(In("again"))).Count);
        Assert.False(Directory.Exists(In("again.restoring")));
    }

    private async Task<LiveHouse> Shipped(string start = "")
    {
        var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        if (start != "") await house.Do("Ben", "services/apply", new
        {
            file = "plimsoll.yaml",
            text = SomeService.Yaml("shop", "Shop", "ask", house.Repository, Path.GetDirectoryName(house.FolderOf("shop", "."))!)
                .Replace("start: echo \"started $PLIMSOLL_VERSION\"", $"start: {start}", StringComparison.Ordinal),
        });
        await house.Prepare("shop", "1.1.0");
        Shell.DataFolder(Path.Combine(_shell.Home, ".local/share/plimsoll"), $"{house.Address}", house.Token);
        return house;
    }

    /// <summary>The house goes on, on another data folder; whoever had its token keeps it.</summary>
    private async Task On(LiveHouse house, string folder)
    {
        File.Copy(Path.Combine(house.DataFolder, "token"), Path.Combine(In(folder), "token"));
        await house.Restart(settings => settings with { DataFolder = In(folder) });
    }

    /// <summary>Somebody else writes to the journal: until it is let go, nothing can be written.</summary>
    private static async Task<SqliteConnection> Taken(string folder)
    {
        var writer = new SqliteConnection($"Data Source={new JournalSettings(folder).File};Pooling=False");
        await writer.OpenAsync(Stop);
        await using var begin = writer.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync(Stop);
        return writer;
    }

    private static async Task Load(LiveHouse house, CancellationToken stop)
    {
        for (var number = 1; !stop.IsCancellationRequested; number++)
            await house.Do("Eli", "releases/shop/1.1.0/add-criterion", new { text = $"It does {number}." });
    }

    private async Task<Said> Type(string line, int code = 0)
    {
        var said = await _shell.Type(line, Stop);
        Assert.True(said.Code == code, $"{line}: {said.Code} {said.Out} {said.Err}");
        return said;
    }

    private static async Task<List<string>> Facts(string folder)
    {
        var facts = new List<string>();
        await foreach (var fact in SqliteJournal.Facts(new JournalSettings(folder).File).Read(0, Stop))
            facts.Add($"{fact.Position} {fact.Name} {Convert.ToHexStringLower(fact.Hash)}");
        return facts;
    }

    private static Deployment Run(LiveHouse house) => house.Desk.World.Get<Deployment>(Deployment.StreamOf(Staging));

    private static Lane LaneOf(LiveHouse house, string environment) => house.Desk.World.Get<Lane>(Lane.StreamOf("shop", environment));

    private string In(params string[] names) => Path.Combine([_shell.Folder, .. names]);
}
