using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Drivers;

/// <summary>What a driver is about to run, as data: shown by a dry run, tested as text, started as a ticket.</summary>
/// <param name="Name">The action it is: <c>upload</c>, <c>switch</c>, <c>restart</c>, …</param>
/// <param name="Environment">Variables of the definition; never secrets, they are added to the ticket.</param>
/// <param name="Idempotent">Running it again after "unknown" does no harm.</param>
public sealed record Plan(
    string Name,
    IReadOnlyList<string> Arguments,
    string Folder,
    IReadOnlyDictionary<string, string> Environment,
    bool Idempotent)
{
    /// <summary>Variables that come from secrets; only their names are known here.</summary>
    public ImmutableSortedDictionary<string, SecretVariable> Secrets { get; init; } = SecretVariable.None;

    public WorkLimits Limits { get; init; } = WorkLimits.None;

    /// <summary>How long it may print nothing; null: as long as it may take.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    public Ticket Ticket(string id, string slot, TimeSpan timeout, GivenSecrets secrets) =>
        new(id, slot, Arguments, Folder, Environment.ToImmutableDictionary().SetItems(secrets.Variables), timeout)
        {
            Files = secrets.Files,
            Limits = Limits,
            IdleTimeout = IdleTimeout,
        };

    /// <summary>The command to paste into a shell, whole scripts included.</summary>
    public override string ToString() => Say(Arguments);

    /// <summary>The command on one line: of a script only its first line, which says what it does.</summary>
    public string Summary =>
        Say(Arguments.Select(word => word.Split('\n') is [var first, _, ..] ? $"{first} …" : word));

    private string Say(IEnumerable<string> words)
    {
        var variables = Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => $"{variable.Key}={ShellText.Word(variable.Value)}");
        var secrets = Secrets.Select(variable => $"{variable.Key}=<secret:{variable.Value.Secret}>");
        string[] limits = [.. LimitWords.Of(Limits)];
        return string.Join(
            ' ',
            [
                $"cd {ShellText.Word(Folder)} && env", .. variables, .. secrets,
                .. limits is [] ? limits : ["prlimit", .. limits], ShellText.Line(words),
            ]);
    }
}
