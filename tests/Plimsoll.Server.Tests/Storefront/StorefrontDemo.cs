namespace Plimsoll.Server.Tests.Storefront;

/// <summary>The demo laid out in a folder of its own, with 1.0.0 and 1.2.0 built from its repository.</summary>
public sealed class StorefrontDemo : IAsyncLifetime
{
    public static string Samples { get; } = FindSamples();

    public string Folder { get; } = Directory.CreateTempSubdirectory("storefront-").FullName;

    public string Repository => Path.Combine(Folder, "repo");

    public async ValueTask InitializeAsync()
    {
        await Shell.MustRun(Script("prepare.sh"), Folder, "26201");
        foreach (var version in new[] { "1.0.0", "1.2.0" })
            await Shell.MustRun(Script("ci.sh"), Repository, $"v{version}", Built(version));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public static string Script(string name) => Path.Combine(Samples, name);

    public string Built(string version) => Path.Combine(Folder, "built", version);

    /// <summary>A target that no other test knows.</summary>
    public StorefrontTarget Target(string environment) => new(this, environment);

    /// <summary>A target whose data is migrated and where a version runs.</summary>
    public async Task<StorefrontTarget> Started(string version, string environment)
    {
        var target = Target(environment);
        await target.Migrate();
        await target.Install(version);
        var said = await target.Start();
        Assert.True(said.Exit == 0, said.Output);
        return target;
    }

    private static string FindSamples()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "samples", "storefront") is var samples && Directory.Exists(samples))
                return samples;
        throw new DirectoryNotFoundException("samples/storefront lies in no folder above the tests.");
    }
}

[CollectionDefinition]
public sealed class StorefrontTests : ICollectionFixture<StorefrontDemo>;
