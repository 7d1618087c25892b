using System.Collections.Immutable;

namespace Plimsoll.Files.History;

/// <summary>One commit as the history tells it.</summary>
/// <param name="When">When it was committed, in UTC.</param>
/// <param name="Subject">The first paragraph, on one line.</param>
public sealed record CommitLine(
    string Hash, ImmutableArray<string> Parents, CommitAuthor Author, DateTimeOffset When, string Subject, string Body)
{
    public string ShortHash => Hash.Length > 8 ? Hash[..8] : Hash;

    public bool IsMerge => Parents.Length > 1;
}

/// <summary>Who wrote a commit, as git has it; proves nothing about the person.</summary>
public sealed record CommitAuthor(string Name, string Mail);
