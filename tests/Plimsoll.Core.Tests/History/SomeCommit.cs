using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

internal static class SomeCommit
{
    public static CommitLine Saying(string subject, string body = "", int parents = 1) => new(
        "0123456789abcdef", [.. Enumerable.Repeat("fedcba9876543210", parents)],
        new CommitAuthor("Ada", "ada@example.org"), DateTimeOffset.UnixEpoch, subject, body);
}
