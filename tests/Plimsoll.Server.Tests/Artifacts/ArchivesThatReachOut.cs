using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Drivers.Local;
using Plimsoll.Server.Processes;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Artifacts;

/// <summary>An archive writes inside its release and nowhere else, whatever its names and links say.</summary>
public sealed class ArchivesThatReachOut : IDisposable
{
    private static readonly ImmutableSortedDictionary<string, string> None =
        ImmutableSortedDictionary<string, string>.Empty;

    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../evil")]
    [InlineData("../../evil")]
    [InlineData("a/../../../evil")]
    [InlineData("./../evil")]
    public async Task A_name_that_leads_out_is_refused(string name)
    {
        await Unpack("app.tar", Tar((name, "", "evil")));

        NothingOutside();
    }

    [Fact]
    public async Task A_whole_path_stays_inside()
    {
        var outside = _folder.At("outside");

        await Unpack("app.tar", Tar((outside, "", "evil")));

        Assert.False(File.Exists(outside));
        NothingOutside();
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../..")]
    [InlineData("/tmp")]
    public async Task What_goes_through_a_link_out_of_the_release_is_not_written(string leadsTo)
    {
        var name = $"evil-{Guid.NewGuid():n}";

        await Unpack("app.tar", Tar(("link", leadsTo, ""), ($"link/{name}", "", "evil")));

        Assert.False(File.Exists($"/tmp/{name}"));
        NothingOutside();
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("../../evil")]
    [InlineData("/evil-of-a-zip")]
    public async Task A_name_in_a_zip_that_leads_out_writes_nothing_outside(string name)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open())
            entry.Write("evil"u8);

        await Unpack("app.zip", bytes.ToArray());

        Assert.False(File.Exists("/evil-of-a-zip"));
        NothingOutside();
    }

    [Fact]
    public async Task A_file_meant_to_fill_the_disk_is_not_unpacked()
    {
        var big = _folder.At("big");
        using (var file = File.Create(big)) file.SetLength(20L * 1024 * 1024 * 1024);
        await Run(["tar", "-cSf", _folder.At("bomb.tar"), "-C", _folder.Path, "big"]);
        File.Delete(big);

        var end = await Unpack("bomb.tar", await File.ReadAllBytesAsync(_folder.At("bomb.tar"), Stop));

        Assert.False(end.Succeeded);
        Assert.False(Directory.Exists(_folder.At("target", "releases", "1.0.0")));
    }

    [Theory]
    [InlineData("bomb.tar.gz")]
    [InlineData("bomb.zip")]
    public async Task Many_files_that_together_fill_the_disk_are_not_unpacked(string name)
    {
        // Each is small enough; together they are more than the 20 MiB that this test allows.
        var zeros = new byte[5 * 1024 * 1024];
        using var bytes = new MemoryStream();
        if (name.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true);
            for (var i = 0; i < 8; i++)
                using (var entry = zip.CreateEntry($"f{i}").Open()) entry.Write(zeros);
        }
        else
        {
            using var packed = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true);
            using var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
            for (var i = 0; i < 8; i++)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"f{i}") { DataStream = new MemoryStream(zeros) });
        }

        var end = await Unpack(name, bytes.ToArray(), most: "20");
        var fits = await Unpack(name, bytes.ToArray(), most: "60");

        Assert.False(end.Succeeded);
        Assert.Contains("unpacks to more than 20 MiB", end.Errors);
        Assert.True(fits.Succeeded, fits.Errors);
        Assert.Equal(8, Directory.GetFiles(_folder.At("target", "releases", "1.0.0"), "f*").Length);
    }

    /// <summary>Everything under the test's folder but the release itself.</summary>
    /// <remarks>What a link leads to is elsewhere, and may lead back here for ever.</remarks>
    private void NothingOutside() => Assert.DoesNotContain(
        new FileSystemEnumerable<string>(
            _folder.Path, (ref entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && entry.FileName.Contains("evil", StringComparison.Ordinal),
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        },
        file => !Path.GetRelativePath(_folder.At("target", "releases"), file).StartsWith("1.0.0", StringComparison.Ordinal));

    private async Task<SubprocessEnd> Unpack(string name, byte[] archive, string most = "")
    {
        Directory.CreateDirectory(_folder.At("target"));
        var artifact = _folder.At("artifact");
        await File.WriteAllBytesAsync(artifact, archive, Stop);
        var environment = new EnvironmentDefinition(
            "staging", "staging", "command", [], None, Hooks.None, 0, 1, 0, null, null, null, 5,
            TimeSpan.FromMinutes(1), null, null, Suite.None);
        var service = new ServiceDefinition(
            "shop", "Shop", "/repo", "main", "", "v{version}",
            ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty, null, [environment], None, Suite.None,
            RollbackPolicy.Ask, [], ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty, null);
        var target = new TargetDefinition("t", _folder.At("target"), null, None);
        return await Run([.. new LocalTarget(service, environment, target).Upload(
            "1.0.0", artifact, Convert.ToHexStringLower(SHA256.HashData(archive)), name, "").Arguments], most);
    }

    private static Task<SubprocessEnd> Run(ImmutableArray<string> command, string most = "") => SubprocessRun.Run(
        new Subprocess(command, "/", TimeSpan.FromMinutes(2),
            ImmutableDictionary<string, string>.Empty.Add("PLIMSOLL_UNPACKED_MIB", most)),
        TimeProvider.System, Stop);

    private static byte[] Tar(params (string Name, string LeadsTo, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var (name, leadsTo, text) in entries)
                tar.WriteEntry(leadsTo == ""
                    ? new PaxTarEntry(TarEntryType.RegularFile, name)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                    }
                    : new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = leadsTo });
        return bytes.ToArray();
    }
}
