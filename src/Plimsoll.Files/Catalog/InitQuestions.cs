using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Files.Catalog;

/// <summary>Something <c>plimsoll init</c> cannot see in a repository and asks.</summary>
/// <param name="Id">Stable; the answer goes under it.</param>
/// <param name="Default">What pressing Enter means; empty: to be filled in later.</param>
/// <param name="Why">What it is for, in one sentence.</param>
public sealed record InitQuestion(string Id, string Text, string Default, string Why)
{
    private const int LongestAnswer = 1000;

    /// <summary>Why an answer cannot be used, so that it can be asked again; null when it can.</summary>
    public string? Objection(string answer) => Id switch
    {
        InitQuestions.Name when !DefinitionFlaws.IsName(answer) =>
            "A name has lower-case letters, digits and dashes, such as box-office.",
        InitQuestions.Data when answer is not ("yes" or "no") => "Please answer yes or no.",
        InitQuestions.Address when InitAddress.Of(answer) is null =>
            "Please give an address with its port, such as http://127.0.0.1:8080/health.",
        InitQuestions.Folder when !answer.StartsWith('/') => "Please give a full path, such as /srv/box-office.",
        _ when answer.Length > LongestAnswer => $"Please answer in at most {LongestAnswer} characters.",
        _ when answer.Any(char.IsControl) => "Please answer in one line, without control characters.",
        _ => null,
    };
}

/// <summary>At most five questions, each with a default that makes a usable file.</summary>
public static class InitQuestions
{
    public const string Name = "name";
    public const string Person = "person";
    public const string Address = "address";
    public const string Data = "data";
    public const string Build = "build";
    public const string Folder = "folder";

    public static ImmutableArray<InitQuestion> For(RepositoryFindings found) =>
    [
        new(Name, "What is the service called?", found.Name, $"Part of every address; taken from {found.NameFrom}."),
        new(Person, "Who signs off its releases?", Default(found.Git?.Person, "me"), "Its first Release Manager."),
        new(Address, "Which address answers when production is healthy?", HealthAddress(found),
            "Asked after every deployment, on every target."),
        new(Data, "Does it keep data that a deployment could damage (yes or no)?",
            found.Migrations is null ? "no" : "yes",
            found.Migrations is null ? "Then production is backed up first." : $"Because of {found.Migrations}."),
        found.Build is null
            ? new(Build, "Which command builds the file that is deployed?", "", "Enter: fill it in later.")
            : new(Folder, "Which folder does production run from?", $"/srv/{found.Name}",
                "Releases are unpacked below it."),
    ];

    private static string HealthAddress(RepositoryFindings found) => string.Create(
        CultureInfo.InvariantCulture, $"http://127.0.0.1:{found.Port ?? 8080}{found.HealthPath ?? "/health"}");

    private static string Default(string? found, string otherwise) =>
        found is { Length: > 0 and <= 100 } && !found.Any(char.IsControl) ? found : otherwise;
}
