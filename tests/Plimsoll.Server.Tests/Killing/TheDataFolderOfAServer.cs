using System.Text;
using Microsoft.Data.Sqlite;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Storefront;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>A real server refuses a data folder it must not use: exit code 1 and a sentence.</summary>
public sealed class TheDataFolderOfAServer : IDisposable
{
    private static readonly ApplyGuide Guide = new("guide.md", "# G\n\n- [ ] Deploy to production\n"u8.ToArray());
    private const string Tiny = """
        name: tiny
        repository: .
        people: { Release Manager: Ada }
        artifact: { file: tiny.tar.gz }
        environments:
          - { name: staging, targets: [{ name: one, folder: targets/one }] }
          - { name: production, backup: none because "a test", targets: [{ name: two, folder: targets/two }] }
        """;

    private readonly Repositories.TempFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = new ServerProcess(Data);
        await using var second = new ServerProcess(Data);
        await first.Start();
        var address = await File.ReadAllTextAsync(Path.Combine(Data, "address"));

        second.Launch();

        Assert.Equal(1, await second.Exit());
        Assert.Contains("is in use by another Plimsoll server", second.Said, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(Data, "address"), address);
        await first.Do("guide/apply", Guide, "Ada");
    }

    [Fact]
    public async Task A_flipped_byte_is_named_by_verify_and_the_server_does_not_start()
    {
        await using var server = new ServerProcess(Data);
        await server.Start();
        await server.Do("guide/apply", Guide, "Ada");
        await server.Do("services/apply", new ApplyServices("plimsoll.yaml", Tiny, Data), "Ada");
        await server.Do("services/tiny/staging/hold", new PlaceHoldBody("the words that are altered"), "Ada");
        await server.Do("services/tiny/staging/hold", new PlaceHoldBody("what came after"), "Ada");
        await server.Kill();
        await Flip("the words that are altered");

        var program = Path.Combine(AppContext.BaseDirectory, "plimsoll.dll");
        var verified = await Shell.Run("dotnet", [program, "journal", "verify", "--data", Data]);
        Assert.NotEqual(0, verified.Exit);
        Assert.Contains("osition 3", verified.Output, StringComparison.Ordinal);

        server.Launch();
        Assert.Equal(1, await server.Exit());
        Assert.Contains("position 3", server.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Said, StringComparison.Ordinal);
    }

    private async Task Flip(string words)
    {
        var file = Path.Combine(Data, JournalSettings.FileName);
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }
        var bytes = await File.ReadAllBytesAsync(file);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(words));
        Assert.True(at > 0, "The words are not in the file.");
        bytes[at + 4] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
    }
}
