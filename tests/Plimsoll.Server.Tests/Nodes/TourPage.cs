using System.Text.RegularExpressions;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>A page of the handbook as what is typed, file by file and block by block, and what each block prints.</summary>
internal sealed partial class TourPage
{
    private readonly Dictionary<string, string> _ports;
    private readonly Queue<Match> _fences;

    /// <param name="ports">Those the page speaks of; this run has free ones in their place.</param>
    public TourPage(string name, params string[] ports)
    {
        var page = File.ReadAllText(Path.Combine(LiveHouse.Root(), "docs", "handbook", name));
        _ports = ports.ToDictionary(port => port, _ => $"{Place.FreePort(0)}");
        Assert.Equal(ports.Length, _ports.Values.Distinct().Count());
        _fences = new Queue<Match>(Fence().Matches(page));
    }

    public bool IsOver => _fences.Count == 0;

    public string Port(string ofThePage) => _ports[ofThePage];

    /// <summary>The next block, files before it, and the lines that have to be among what it prints.</summary>
    public (string Commands, Dictionary<string, string> Files, string[] Prints) Next()
    {
        Dictionary<string, string> files = [];
        while (_fences.Peek() is { } file && file.Groups[1].Value == "nginx") files["nginx.conf"] = Real(_fences.Dequeue().Groups[2].Value);
        var commands = _fences.Dequeue();
        Assert.Equal("", commands.Groups[1].Value);
        var prints = _fences.TryPeek(out var next) && next.Groups[1].Value == "text" ? _fences.Dequeue().Groups[2].Value : "";
        return (Real(commands.Groups[2].Value), files, [.. Real(prints).Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }

    /// <summary>Whether a line of the page says what was printed: <c>…</c> is anything, and so is how wide a column is.</summary>
    public static bool Says(string line, string printed) => Regex.IsMatch(
        Plain(printed), "^" + Regex.Escape(Plain(line)).Replace("…", ".*", StringComparison.Ordinal) + "$");

    private static string Plain(string line) => Spaces().Replace(
        line.Replace(" (this)", "", StringComparison.Ordinal).Replace(Environment.MachineName + ":", "host:", StringComparison.Ordinal), " ").Trim();

    private string Real(string text) => _ports.Aggregate(text, (real, port) => real.Replace(port.Key, port.Value, StringComparison.Ordinal));

    [GeneratedRegex("^```([a-z]*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
