using System.Text;
using System.Text.Encodings.Web;
using MimeKit;

namespace Mailsink;

/// <summary>The list of mails and each of them, as text; nothing in a mail is ever run.</summary>
internal static class MailPages
{
    public static void Map(WebApplication app, MailFolder mails)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next();
        });
        app.MapGet("/", () => Html("Mails", List(mails)));
        app.MapGet("/{number:int}", (int number) =>
            mails.Read(number) is { } mail ? Html(mail.Subject ?? "Mail", One(number, mail)) : Results.NotFound());
        app.MapGet("/{number:int}.eml", (int number) =>
            File.Exists(mails.PathOf(number))
                ? Results.File(mails.PathOf(number), "message/rfc822")
                : Results.NotFound());
    }

    private static string List(MailFolder mails)
    {
        var all = mails.Newest().ToList();
        if (all.Count == 0) return "<p>No mail has arrived yet.</p>";
        var firsts = all.ToLookup(each => each.Mail.MessageId ?? "", each => each.Number);
        var rows = new StringBuilder();
        foreach (var (number, mail) in all) rows.Append(Row(number, mail, firsts[mail.MessageId ?? ""].Min()));
        return $"""
            <table><thead><tr><th>No</th><th>Date</th><th>From</th><th>To</th><th>Subject</th></tr></thead>
            <tbody>{rows}</tbody></table>
            """;
    }

    private static string Row(int number, MimeMessage mail, int first) => $"""
        <tr><td><a href="/{number}">{number}</a></td><td>{mail.Date:yyyy-MM-dd HH:mm:ss zzz}</td>
        <td>{Safe(mail.From)}</td><td>{Safe(mail.To)}</td>
        <td><a href="/{number}">{Safe(mail.Subject)}</a>{(first == number ? "" : $" (repeats {first})")}</td></tr>
        """;

    private static string One(int number, MimeMessage mail) => $"""
        <dl><dt>From</dt><dd>{Safe(mail.From)}</dd><dt>To</dt><dd>{Safe(mail.To)}</dd>
        <dt>Date</dt><dd>{mail.Date:yyyy-MM-dd HH:mm:ss zzz}</dd><dt>Message-ID</dt><dd>{Safe(mail.MessageId)}</dd></dl>
        <pre>{Safe(mail.TextBody ?? mail.HtmlBody)}</pre>
        <p><a href="/">All mails</a> · <a href="/{number}.eml">As it came</a></p>
        """;

    private static string Safe(object? text) => HtmlEncoder.Default.Encode(text?.ToString() ?? "");

    private static IResult Html(string title, string body) => Results.Content($$"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>{{Safe(title)}}</title>
        <style>
          :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
          main { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; overflow-x: auto; }
          table { border-collapse: collapse; } td, th { text-align: left; padding: .3rem .8rem .3rem 0; }
          pre { white-space: pre-wrap; } dt { font-weight: 600; } dd { margin: 0 0 .4rem; }
        </style></head>
        <body><main><h1>{{Safe(title)}}</h1>{{body}}</main></body></html>
        """, "text/html; charset=utf-8");
}
