using System.Net;
using System.Net.Http.Json;
using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Killing;
using Plimsoll.Server.Tests.Pages;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Backups;

/// <summary>A backup of a house on PostgreSQL that its place has no room for.</summary>
public sealed class BackingUpOntoAFullDisk(Postgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asked_is_told_that_the_place_has_no_room_and_nothing_is_left_there()
    {
        using var folder = new TempFolder();
        using var disk = await SmallDisk.Mount(folder.At("disk"), "100k");
        Assert.SkipUnless(disk.IsMounted, "A small disk needs `mount -t tmpfs`; only root may do that.");
        await using var house = await LiveHouse.Open(guided: false);
        var database = await postgres.NewDatabase();
        await house.Restart(settings => settings with { Database = database });

        using var http = new HttpClient { BaseAddress = house.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", house.Token);
        using var answer = await http.PostAsJsonAsync(
            "/api/v1/server/backup", new BackupBody(folder.At("disk", "kept")), Stop);
        var said = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.Conflict, said);
        Assert.Contains("could not be written", said, StringComparison.Ordinal);
        Assert.Contains("with room for all of it", said, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.At("disk")));
    }
}
