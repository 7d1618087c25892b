using System.CommandLine;
using System.Globalization;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Texts that have to go: found, asked for by one person, confirmed by another.</summary>
internal static class RemovalVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("find", "Say where words stand, in facts, messages and output",
            [Takes.Argument("WORDS", "What to look for, written as it was")], Find),
        Verb.Of("redact", "Ask that texts are removed for ever; somebody else confirms it",
            [Takes.Several("PLACE", "Where, as journal find shows it"), Takes.Reason], Redact),
        Verb.Of("removals", "List what was asked for and what became of it", [], List),
        Verb.Of("confirm", "Remove for ever what somebody else asked for",
            [Takes.Number("NUMBER", "Of the removal")], Confirm),
        Verb.Of("refuse", "Let it stay", [Takes.Number("NUMBER", "Of the removal"), Takes.Reason], Refuse),
    ];

    /// <summary>Asks that the name and addresses of somebody who has left are removed.</summary>
    public static async Task Erase(Call call, CancellationToken stop)
    {
        await call.Tell("journal/removals/ask", new RemovalBody(call.Text("--reason"), Person: call.Text("PERSON")),
            $"Asked. Somebody else confirms that {call.Text("PERSON")} is forgotten.", "plimsoll journal removals", stop);
    }

    private static async Task Find(Call call, CancellationToken stop)
    {
        var found = await call.Server.Post<FoundView[]>("journal/find", new FindBody(call.Text("WORDS")), stop);
        call.Show(found, all => all.Length == 0 ? "Nowhere." : Table.Of(["PLACE", "WHAT", "ABOUT", "AT"],
            all.Select(f => new[] { f.Place, f.What, Plain.Text(f.About), f.At is { } at ? Plain.Time(at) : "-" })));
        var places = string.Join(' ', found.Select(f => $"'{f.Place}'"));
        if (found.Length > 0) call.Next($"plimsoll journal redact {places} --reason \"…\"");
    }

    private static Task Redact(Call call, CancellationToken stop) => call.Tell(
        "journal/removals/ask", new RemovalBody(call.Text("--reason"), [.. call.Words("PLACE")]),
        "Asked. Somebody else looks at it and confirms.", "plimsoll journal removals", stop);

    private static async Task List(Call call, CancellationToken stop)
    {
        var removals = await call.Server.Get<RemovalView[]>("journal/removals", stop);
        call.Show(removals, all => all.Length == 0 ? "Nobody asked for a removal." : Table.Of(
            ["NUMBER", "STATUS", "WHAT", "ASKED BY", "ANSWERED BY", "REASON"],
            all.Select(r => new[]
            {
                r.Number.ToString(CultureInfo.InvariantCulture), r.Status,
                r.Person != "" ? $"person {r.Person}" : string.Join(' ', r.Places), r.AskedBy,
                r.AnsweredBy == "" ? "-" : r.AnsweredBy, Plain.Text(r.Reason),
            })));
        if (removals.FirstOrDefault(r => r.Status == "asked") is { } open)
            call.Next($"plimsoll journal confirm {open.Number}");
    }

    private static Task Confirm(Call call, CancellationToken stop) => call.Tell(
        $"journal/removals/{call.Number("NUMBER")}/confirm", new Nothing(),
        $"Removal {call.Number("NUMBER")} is done: what it names is gone.", "plimsoll journal verify", stop);

    private static Task Refuse(Call call, CancellationToken stop) => call.Tell(
        $"journal/removals/{call.Number("NUMBER")}/refuse", new ReasonBody(call.Text("--reason")),
        $"Removal {call.Number("NUMBER")} is refused.", "plimsoll journal removals", stop);
}
