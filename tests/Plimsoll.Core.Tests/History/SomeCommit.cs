using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

internal static class SomeCommit
{
    public static CommitLine Saying(
        string subject, string body = "", int parents = 1, string hash = "0123456789abcdef", string by = "Ada") => new(
        hash, [.. Enumerable.Repeat("fedcba9876543210", parents)],
        new CommitAuthor(by, "ada@example.org"), DateTimeOffset.UnixEpoch, subject, body);

    /// <summary>A history with a merge or a revert in it: hashes are a digit, repeated.</summary>
    public static CommitLine Numbered(char digit, string subject, string body = "", params char[] parents) => new(
        Hash(digit), [.. parents.Select(Hash)], new CommitAuthor("Ada", "ada@example.org"), DateTimeOffset.UnixEpoch,
        subject, body);

    public static string Hash(char digit) => new(digit, 40);
}
