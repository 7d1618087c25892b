using System.Globalization;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Shells;

/// <summary>What a host says of itself when it is reached; by then the wrapper is there.</summary>
/// <param name="Root">The folder of the tickets.</param>
/// <param name="Needs">What it lacks, as sentences; while there is one nothing is started.</param>
internal sealed record Greeting(string Root, HostPath Path, IReadOnlyList<string> Needs)
{
    private static readonly string Script = HostScript.Read("greet.sh");

    public string Wrapper => $"{Root}/{WrapperScript.Name}";

    public static IReadOnlyList<string> Words(string folder) =>
    [
        "-c", Script, "plimsoll-greet", folder, WrapperScript.Name,
        WrapperScript.Bytes.Length.ToString(CultureInfo.InvariantCulture),
    ];

    public static Greeting Read(ShellAnswer answer, string host)
    {
        var lines = answer.Text.Split('\n').Select(line => line.Split(' ', 2)).Where(line => line.Length == 2).ToList();
        string Value(string name) => lines.FirstOrDefault(line => line[0] == name)?[1] ?? "";
        if (Value("root") == "")
            throw NoPlace(answer, host, Value("refused"));
        return new Greeting(
            Value("root"), new HostPath(Value("path"), Value("home")),
            // Without holes a long output may take more room; that keeps nothing from starting.
            [.. lines.Where(line => line[0] == "need" && line[1] != "holes").Select(line => HostNeeds.Sentence(line[1]))]);
    }

    /// <summary>Final where it said why and that does not pass: whoever lacks a home folder says so.</summary>
    private static HostUnreachable NoPlace(ShellAnswer answer, string host, string refused) =>
        refused == "" ? new($"{host} cannot say now where it keeps tickets{Passing.Told(answer.Complaint)}", passes: true)
        : answer.Complaint == "" || Passing.Is(answer.Complaint, answer.Code)
        ? new($"{host} cannot keep tickets now: {refused}{Passing.Told(answer.Complaint)}", passes: true)
        : new($"{host} cannot keep tickets: {refused}. "
            + $"{answer.Complaint} Give whoever it runs as a home folder that can be written.".Trim(), passes: false);
}

/// <summary>The shell texts of this folder, as they are shipped inside the program.</summary>
internal static class HostScript
{
    public static string Read(string name)
    {
        using var stream = typeof(HostScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"This build lacks {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n');
    }
}
