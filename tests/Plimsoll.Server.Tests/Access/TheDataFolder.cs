using System.Runtime.Versioning;
using Plimsoll.Server.Access;
using Microsoft.Extensions.Time.Testing;

namespace Plimsoll.Server.Tests.Access;

[SupportedOSPlatform("linux")]
public sealed class TheDataFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-folder-").FullName;

    [Fact]
    public void Token_sessions_and_keys_are_readable_by_their_owner_only()
    {
        var path = Path.Combine(_folder, "data");
        var folder = new AccessFolder(path);
        new Sessions(new SessionFile(folder), new FakeTimeProvider()).Begin("ada");

        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(file, File.GetUnixFileMode(folder.TokenFile));
        Assert.Equal(file, File.GetUnixFileMode(folder.SessionsFile));
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Keys.FullName));
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    [Fact]
    public void The_token_is_random_and_stays_the_same_for_a_folder()
    {
        var (first, again) = (new AccessFolder(_folder), new AccessFolder(_folder));
        var other = new AccessFolder(Path.Combine(_folder, "other"));

        Assert.Equal(first.Token, again.Token);
        Assert.NotEqual(first.Token, other.Token);
        Assert.True(first.IsToken(again.Token));
        Assert.False(first.IsToken(other.Token));
        Assert.False(first.IsToken(""));
    }

    [Fact]
    public void An_emptied_token_file_stops_the_start_with_words()
    {
        File.WriteAllText(Path.Combine(_folder, "token"), "\n");

        var refused = Assert.Throws<InvalidDataException>(() => new AccessFolder(_folder));

        Assert.Contains("Delete it and start again", refused.Message);
    }

    [Fact]
    public void A_sessions_file_that_cannot_be_read_lets_nobody_in()
    {
        var folder = new AccessFolder(_folder);
        var id = new Sessions(new SessionFile(folder), new FakeTimeProvider()).Begin("ada");
        File.WriteAllText(folder.SessionsFile, "not json");

        Assert.Null(new Sessions(new SessionFile(folder), new FakeTimeProvider()).Find(id));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
