using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Files.Catalog;

/// <summary>What was read from a <c>plimsoll.yaml</c>.</summary>
/// <param name="Services">The services that can be used: those in which nothing is an error.</param>
/// <param name="Problems">What is wrong or doubtful, in the order of the file.</param>
public sealed record ServiceFile(
    string File, ImmutableArray<ServiceDefinition> Services, ImmutableArray<FileProblem> Problems)
{
    public bool HasErrors => Problems.Any(p => p.IsError);
}

/// <summary>Something wrong in a file, at a place an editor can jump to.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Level"><c>error</c>, or <c>warn</c> where the file can be used as it is.</param>
public sealed record FileProblem(
    string File, int Line, int Column, string Message, string Fix, string Level = "error")
{
    public bool IsError => Level == "error";

    /// <summary>The service it is about, where one could be read.</summary>
    public string Service { get; init; } = "";
}
