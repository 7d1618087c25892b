using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Tests.Repositories;

public sealed class RepositoryAddresses
{
    [Theory]
    [InlineData("/srv/git/shop.git")]
    [InlineData("file:///srv/git/shop.git")]
    [InlineData("https://git.example.org/shop.git")]
    [InlineData("ssh://git@git.example.org:2222/shop.git")]
    [InlineData("git@git.example.org:team/shop.git")]
    public void Paths_and_safe_urls_are_used_as_they_are(string text) =>
        Assert.Equal(text, RepositoryAddress.Read(text).Value?.Text);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("--upload-pack=touch /tmp/x", "starts with a dash")]
    [InlineData("ext::sh -c 'touch /tmp/x'", "helper program")]
    [InlineData("http://git.example.org/shop.git", "http is not allowed")]
    [InlineData("git://git.example.org/shop.git", "git is not allowed")]
    [InlineData("ssh://-oProxyCommand=x/shop", "is not a URL")]
    [InlineData("https://ada:secret@git.example.org/shop.git", "holds a password")]
    [InlineData("../shop", "neither a URL nor a whole path")]
    [InlineData("-oProxyCommand=x:shop", "starts with a dash")]
    [InlineData("/srv/shop\n--all", "control characters")]
    public void What_git_could_misread_is_refused_with_words(string text, string words) =>
        Assert.Contains(words, RepositoryAddress.Read(text).Refusal!.Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("Shop")]
    public void A_service_is_named_by_letters_digits_and_dashes(string service)
    {
        using var mirrors = new Mirrors("data", TimeProvider.System);

        Assert.False(mirrors.Of(service, "/srv/git/shop.git").Good);
    }
}
