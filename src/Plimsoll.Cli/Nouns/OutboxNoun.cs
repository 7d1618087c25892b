using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll outbox</c>: what was to be told to people, and whether it arrived.</summary>
internal static class OutboxNoun
{
    public static Command All() => Verb.Noun(
        "outbox", "Messages to people, and whether they were sent",
        Verb.Of("list", "List messages", [], List),
        Verb.Of("retry", "Try a message again now", [Takes.Argument("KEY", "Key of the message, from outbox list")],
            Retry));

    private static async Task List(Call call, CancellationToken stop)
    {
        var messages = await call.Server.Get<OutboxView[]>("outbox", stop);
        call.Show(messages, Text);
        call.Next(messages.FirstOrDefault(m => m.SentAt is null) is { } unsent
            ? $"plimsoll outbox retry {unsent.Key}" : "plimsoll release list");
    }

    private static Task Retry(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"outbox/{call.Text("KEY")}/retry"), new Nothing(),
        $"{call.Text("KEY")} is tried again.", "plimsoll outbox list", stop);

    private static string Text(OutboxView[] messages) => messages.Length == 0 ? "No messages yet." : Table.Of(
        ["KEY", "CHANNEL", "TO", "STATE", "TRIES", "AT", "TITLE"],
        messages.Select(m => new[] { m.Key, m.Channel, m.To, State(m), $"{m.Tries}", Plain.Time(m.At), m.Title }));

    private static string State(OutboxView message) =>
        message.LastError is not (null or "") ? $"{message.State}: {message.LastError}" : message.State;
}
