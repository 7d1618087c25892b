using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll oncall</c>: who is asked to act now, and who has it.</summary>
internal static class OnCallNoun
{
    public static Command All() => Verb.Noun(
        "oncall", "Pages: who is asked to act now, and who has it",
        Verb.Of("pages", "List pages, open ones first", [], List),
        Verb.Of("ack", "Take a page, so that nobody else is called",
            [Takes.Argument("PAGE", "Id of the page, from oncall pages")], Acknowledge),
        Verb.Of("webhook-secret", "Show the secret receivers check the signature of webhooks with", [], Secret));

    private static async Task List(Call call, CancellationToken stop)
    {
        var pages = await call.Server.Get<PageView[]>("pages", stop);
        call.Show(pages, Text);
        call.Next(pages.FirstOrDefault(p => p.Status is "triggered" or "unanswered") is { } open
            ? $"plimsoll oncall ack {open.Id}" : "plimsoll outbox list");
    }

    private static Task Acknowledge(Call call, CancellationToken stop) => call.Tell(
        Route.Of($"pages/{call.Text("PAGE")}/acknowledge"), new Nothing(),
        $"{call.Text("PAGE")} is acknowledged; nobody else is called.", "plimsoll oncall pages", stop);

    private static async Task Secret(Call call, CancellationToken stop) =>
        call.Show(await call.Server.Get<WebhookSecretView>("webhook-secret", stop), view => view.Secret);

    private static string Text(PageView[] pages) => pages.Length == 0 ? "Nobody was paged yet." : Table.Of(
        ["PAGE", "SERVICE", "SEVERITY", "STATUS", "BY", "NOTIFIED", "AT", "TITLE"],
        pages.Select(p => new[]
        {
            p.Id, p.Service, p.Severity, p.Status, p.AcknowledgedBy, Notified(p), Plain.Time(p.TriggeredAt), p.Title,
        }));

    private static string Notified(PageView page) => string.Join(", ",
        from contact in page.Contacts
        where contact.NotifiedAt is not null
        select contact.Failure == "" ? contact.Person : $"{contact.Person} (failed)");
}
