using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Engine;

/// <summary>The outbox and the journal over HTTP.</summary>
public static class OutboxApi
{
    private const int Newest = 200;

    public static void MapOutboxApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/outbox", async (HttpContext http, Outbox outbox, CancellationToken stop) =>
            (await outbox.List(Newest, stop)).Where(m => Viewer.Of(http).Sees(m.Row)).Select(View));
        api.MapPost("/outbox/{*key}", async (HttpContext http, string key, Outbox outbox) =>
            key.EndsWith("/retry", StringComparison.Ordinal)
            && await outbox.RetryFor(Viewer.Of(http), Uri.UnescapeDataString(key[..^"/retry".Length]), http.RequestAborted)
                ? Results.Ok()
                : Answers.Problem(Refusal.NotFound("There is no such message that waits; `plimsoll outbox list` shows them."))).Produces(200);
    }

    public static void MapJournalApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/journal/verify", async (IJournal journal, CancellationToken stop) =>
        {
            var found = await journal.Verify(stop);
            return new JournalView(found.Facts, found.Intact, found.Sentence);
        });
        api.MapGet("/journal/export", async (IJournal journal, Mask mask, HttpContext http) =>
            await WhyNotExported(journal, mask, http.RequestAborted) is { } refusal ? Answers.Problem(refusal) : Results.Stream(
            to => JournalExport.Write(journal, to, http.RequestAborted), "application/x-ndjson", "plimsoll-journal.jsonl")).Produces<string>(200, "application/x-ndjson");
    }

    /// <summary>An export is exact or it proves nothing: with a secret in it there is none.</summary>
    private static async Task<Refusal?> WhyNotExported(IJournal journal, Mask mask, CancellationToken stop)
    {
        if (mask.Forms.IsEmpty) return null;
        await foreach (var fact in journal.Read(0, stop))
            if (fact.Holds(mask.Forms))
                return Refusal.Blocked(
                    $"Nothing was exported: position {fact.Position} ({fact.Name} of {fact.Stream}) holds the value of a "
                    + "secret. Make a new value where it is used, set that, remove the old one, and start the server again.");
        return null;
    }

    /// <summary>A message somebody may not see is not sent again by them.</summary>
    internal static async Task<bool> RetryFor(this Outbox outbox, Viewer viewer, string key, CancellationToken stop) =>
        await outbox.Find(key, stop) is { } found && viewer.Sees(found.Row) && await outbox.Retry(key, stop);

    private static OutboxView View(OutboxItem item) => new(
        item.Row.Key, item.Row.Channel, string.Join(", ", item.Row.To), item.Row.Title, item.State.ToString().ToLowerInvariant(),
        item.Tries, item.LastError ?? "", item.Row.At, item.SentAt);
}
