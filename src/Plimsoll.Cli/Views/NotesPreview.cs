using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Cli.Offline;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Files.History;

namespace Plimsoll.Cli;

/// <summary>Drafted notes, as <c>notes preview --json</c> prints them.</summary>
/// <param name="LeastType">The smallest type the changes allow; empty when they do not tell.</param>
internal sealed record NotesPreview(
    string Title, string Since, string To, int Commits, string LeastType, string LeastTypeBecause,
    ImmutableArray<ChangeTold> Changes, ImmutableArray<ChangeTold> WithoutEffect, ImmutableArray<NotesFieldBody> Fields,
    ImmutableArray<string> Remarks, string Markdown)
{
    public static NotesPreview Of(
        LocalHistory history, ImmutableArray<string> fields, string version, string path, bool all)
    {
        var changes = ChangeList.Of(history.Commits);
        var named = LocalRange.VersionOf(history.Range.To);
        var called = version != "" ? version
            : named?.Version ?? (history.Range.To == "HEAD" ? "unreleased" : history.Range.To);
        var title = $"{NameOf(history, named?.Prefix ?? "", path)} {called}";
        var notes = new NotesDraft(fields, title, Day(history), changes) { All = all }.Write();
        var least = Files.History.LeastType.Of(history.Commits);
        return new NotesPreview(
            title, history.Range.Since, history.Range.To, history.Commits.Length,
            $"{least.Type}".ToLowerInvariant(), least.Because?.Hash ?? "",
            [.. changes.Notable.Select(ChangeTold.Of)], [.. changes.WithoutEffect.Select(ChangeTold.Of)],
            [.. notes.Fields.Select(f => new NotesFieldBody(f.Name, f.Text))],
            [.. Told(history, least, called)], notes.ToMarkdown());
    }

    /// <summary>A tag such as storefront/1.1.0 names the service; else its folder, else the repository's.</summary>
    private static string NameOf(LocalHistory history, string prefix, string path)
    {
        var series = prefix.EndsWith('v') ? prefix[..^1] : prefix;
        if (series.TrimEnd('/', '-', '@', '_') is not "" and var service) return service;
        return path.TrimEnd('/').Split('/')[^1] is not ("" or ".") and var folder ? folder : history.Repository;
    }

    // The day of the newest commit: the same range gives the same notes on any day.
    private static DateOnly Day(LocalHistory history) =>
        DateOnly.FromDateTime(history.Commits.Max(commit => commit.When).UtcDateTime);

    private static IEnumerable<string> Told(LocalHistory history, LeastType least, string version)
    {
        var count = history.Commits.Length.ToString("N0", CultureInfo.InvariantCulture);
        yield return history.Cut ? $"There are more commits {history.Range.Told}; the newest {count} are told."
            : $"{count} {(history.Commits.Length == 1 ? "commit" : "commits")} {history.Range.Told}.";
        var step = ReleaseStep.Read(LocalRange.VersionOf(history.Range.Since)?.Version ?? "", version);
        var known = VersionText.Read(version).Version is not null;
        if (known && step.Problem is { } problem) yield return problem;
        if (!known || step.HasLeastType) yield return least.Sentence;
        if (step.HasLeastType && least.Type > step.Type)
            yield return $"{version} is a {step.Type.ToString()?.ToLowerInvariant()} release: creating it is refused.";
    }
}

/// <summary>One change of a preview.</summary>
internal sealed record ChangeTold(
    string Group, string Scope, string Text, string Number, string Commit, string Author, ImmutableArray<string> Breaks)
{
    public static ChangeTold Of(NotableChange change) => new(
        change.Group == ChangeGroup.WithoutEffect ? "without-effect" : $"{change.Group}".ToLowerInvariant(),
        change.Scope, change.Text, change.Number, change.Commit.Hash, change.Commit.Author.Name, change.Breaks);
}
