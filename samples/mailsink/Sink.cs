using System.Net;

namespace Mailsink;

/// <summary>The running sink: SMTP on one loopback port, its mails as pages on another.</summary>
public sealed class Sink : IAsyncDisposable
{
    private readonly SmtpListener _smtp;
    private readonly WebApplication _pages;

    private Sink(SmtpListener smtp, WebApplication pages) => (_smtp, _pages) = (smtp, pages);

    public int SmtpPort => _smtp.Port;

    /// <summary>Where the mails are read.</summary>
    public string Address => _pages.Urls.First();

    public Task Ended => _pages.WaitForShutdownAsync();

    /// <param name="smtpPort">0 for any free port; the same for <paramref name="httpPort"/>.</param>
    public static async Task<Sink> Start(string folder, int smtpPort, int httpPort, CancellationToken stop)
    {
        var mails = new MailFolder(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, httpPort));
        builder.Logging.ClearProviders();
        var pages = builder.Build();
        MailPages.Map(pages, mails);
        var smtp = SmtpListener.Start(smtpPort, mails);
        await pages.StartAsync(stop);
        return new Sink(smtp, pages);
    }

    public async ValueTask DisposeAsync()
    {
        await _smtp.DisposeAsync();
        await _pages.DisposeAsync();
    }
}
