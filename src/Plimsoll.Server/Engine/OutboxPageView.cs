using System.Buffers.Text;
using System.Text;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Engine;

/// <summary>Turns the outbox into what its page tells.</summary>
internal static class OutboxPageView
{
    private const string Hint =
        "Messages stay here: no mail server is configured. Start the server with `PLIMSOLL_MAIL_HOST` and " +
        "`PLIMSOLL_MAIL_PORT` set, then send them from here.";

    /// <param name="more">Older messages than these exist.</param>
    public static OutboxView Of(IReadOnlyList<OutboxItem> items, bool canSend, int shown, bool more) => new(
        Sentence(items), canSend ? "" : Hint, [.. items.Select(i => View(i, canSend))],
        more ? $"/outbox?show={shown * 2}" : "");

    /// <summary>A key holds slashes; in an address and a page it stands as one word.</summary>
    public static string IdOf(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    public static string? KeyOf(string id) =>
        Base64Url.IsValid(id) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id)) : null;

    /// <summary>It has not left and will not leave by itself.</summary>
    public static bool IsStuck(OutboxItem item) => item.State is OutboxState.NotSent or OutboxState.GivenUp;

    private static string Sentence(IReadOnlyList<OutboxItem> items)
    {
        if (items.Count == 0) return "Nothing was sent yet.";
        var (sent, stuck) = (items.Count(i => i.State == OutboxState.Sent), items.Count(IsStuck));
        var under = items.Count(i => i.State is OutboxState.Waiting or OutboxState.Sending or OutboxState.Failed);
        var withdrawn = items.Count(i => i.State == OutboxState.Withdrawn);
        string[] parts =
        [
            stuck > 0 ? $"{Words.Count(stuck, "message was", "messages were")} not sent" : "",
            under > 0 ? $"{Words.Count(under, "message is", "messages are")} on the way" : "",
            sent > 0 ? $"{Words.Count(sent, "message was", "messages were")} sent" : "",
            withdrawn > 0 ? $"{Words.Count(withdrawn, "message was", "messages were")} not needed any more" : "",
        ];
        return string.Join(", ", parts.Where(p => p != "")) + ".";
    }

    private static MessageView View(OutboxItem item, bool canSend) => new(
        IdOf(item.Row.Key), SignOf(item), item.Row.Title, string.Join(", ", item.Row.To),
        (item.LastError ?? "").Sentence, item.Row.At, item.Row.Text, [.. Facts(item)],
        canSend && item.State is not (OutboxState.Sent or OutboxState.Sending or OutboxState.Withdrawn));

    private static Sign SignOf(OutboxItem item) => item.State switch
    {
        OutboxState.Sent => new Sign(Mark.Ok, "Sent"),
        OutboxState.Sending => new Sign(Mark.Run, "Being sent"),
        OutboxState.Failed => new Sign(Mark.Warn, "Tried again soon"),
        OutboxState.GivenUp => new Sign(Mark.Fail, "Not sent"),
        OutboxState.NotSent => new Sign(Mark.Hold, "Not sent"),
        OutboxState.Withdrawn => new Sign(Mark.Skip, "Not needed"),
        _ => new Sign(Mark.Wait, "Waits"),
    };

    private static IEnumerable<FactView> Facts(OutboxItem item)
    {
        yield return new FactView("About", $"`{item.Row.About}`");
        yield return new FactView("Key", $"`{item.Row.Key}`");
        yield return new FactView("Channel", item.Row.Channel);
        yield return new FactView("Tries", $"{item.Tries}");
        if (item.SentAt is { } sent) yield return new FactView("Sent", Words.Stamp(sent));
        if (item.State == OutboxState.Failed) yield return new FactView("Next try", Words.Stamp(item.NextTry));
    }
}
