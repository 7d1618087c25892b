using System.Text.RegularExpressions;

namespace Plimsoll.Server.Repositories;

/// <summary>Where a repository is, in a form that git can be handed without surprises.</summary>
public sealed partial record RepositoryAddress
{
    private RepositoryAddress(string text) => Text = text;

    public string Text { get; }

    public override string ToString() => Text;

    public static Found<RepositoryAddress> Read(string text) =>
        WhyNot(text) is { } why
            ? Found.Invalid<RepositoryAddress>($"Repository '{text}' cannot be used: {why}")
            : Found.Of(new RepositoryAddress(text));

    private static string? WhyNot(string text) => text switch
    {
        "" => "it is empty. Write a path or a URL.",
        _ when text.Length > 2000 || text.Any(char.IsControl) => "it is too long or holds control characters.",
        _ when text[0] == '-' => "it starts with a dash, which git would read as an option.",
        _ when text.Contains("::", StringComparison.Ordinal) =>
            "git would run a helper program for it. Use https, ssh or a path.",
        _ when text[0] == '/' => null,
        _ when text.Contains("://", StringComparison.Ordinal) => WhyNotUrl(text),
        _ when Scp().IsMatch(text) => null,
        _ => "it is neither a URL nor a whole path. Write the path from / on.",
    };

    private static string? WhyNotUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) return "it is not a URL.";
        if (url.Scheme is not ("https" or "ssh" or "file"))
            return $"{url.Scheme} is not allowed. Use https, ssh or a path.";
        if (url.Host.StartsWith('-') || url.UserInfo.StartsWith('-')) return "its host starts with a dash.";
        return url.UserInfo.Contains(':', StringComparison.Ordinal)
            ? "it holds a password. Leave it out and give the server's user a git credential helper."
            : null;
    }

    [GeneratedRegex(
        @"^([A-Za-z0-9_.][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:[^-].*$", RegexOptions.CultureInvariant)]
    private static partial Regex Scp();
}
