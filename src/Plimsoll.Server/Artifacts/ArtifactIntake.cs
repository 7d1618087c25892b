using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Artifacts;

/// <summary>Gets an artifact from where the service says it comes from, into the store.</summary>
public sealed class ArtifactIntake(
    ArtifactStore store, ArtifactDownload download, string dataFolder, TimeProvider clock)
{
    private readonly string _builds = Path.Combine(Path.GetFullPath(dataFolder), "builds");

    public Task<Found<StoredArtifact>> Take(ArtifactOrder order, CancellationToken stop) => order.Source switch
    {
        { Build: not null, File: null } => Refused("A build needs file: the path of what it leaves."),
        { File: { } file } when !Path.IsPathRooted(file) => InCheckout(order, stop),
        { Build: not null } => Refused("With a build, file is a path inside the repository, such as out/shop.tar.gz."),
        { File: { } file } => FromFile(order.Fill(file), stop),
        { Url: { } url } => download.Take(order.FillUrl(url), order.Source.Timeout, store, stop),
        _ => Refused("The service does not say where its artifact comes from. Add artifact: file, url or build."),
    };

    /// <summary>Removes what builds left when the server was killed. Called once, before anything is built.</summary>
    public void Sweep()
    {
        if (Directory.Exists(_builds)) Directory.Delete(_builds, recursive: true);
    }

    private async Task<Found<StoredArtifact>> InCheckout(ArtifactOrder order, CancellationToken stop)
    {
        Directory.CreateDirectory(_builds);
        var folder = Path.Combine(_builds, Guid.NewGuid().ToString("n"));
        try
        {
            var files = await order.Mirror.Checkout(order.Commit, folder, stop);
            if (!files.Good) return Found.No<StoredArtifact>(files.Refusal);
            if (order.Source.Build is { } line
                && await ArtifactBuild.Run(line, order, files.Value, clock, stop) is { } failed)
                return Found.Blocked<StoredArtifact>(failed);
            return await FromCheckout(folder, order.Fill(order.Source.File ?? ""), stop);
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    // A link may lead out of the checkout; what is deployed must come from the commit.
    private Task<Found<StoredArtifact>> FromCheckout(string folder, string name, CancellationToken stop)
    {
        var path = RealPath.Of(Path.Combine(folder, name));
        return path.StartsWith(RealPath.Of(folder) + "/", StringComparison.Ordinal)
            ? FromFile(path, stop, name)
            : Refused($"Artifact {name} leads out of the repository.");
    }

    private async Task<Found<StoredArtifact>> FromFile(string path, CancellationToken stop, string? shown = null)
    {
        var name = shown ?? path;
        if (Directory.Exists(path))
            return Found.Invalid<StoredArtifact>($"Artifact {name} is a folder. Pack it into one file.");
        if (!File.Exists(path))
            return Found.NotFound<StoredArtifact>($"Artifact {name} is not there. Correct the path, or build it.");
        try
        {
            await using var file = File.OpenRead(path);
            return await store.Keep(file, $"Artifact {name}", stop);
        }
        catch (UnauthorizedAccessException)
        {
            return Found.Blocked<StoredArtifact>(
                $"The server's user may not read artifact {name}. Let it read the file.");
        }
    }

    private static Task<Found<StoredArtifact>> Refused(string why) =>
        Task.FromResult(Found.Invalid<StoredArtifact>(why));
}
