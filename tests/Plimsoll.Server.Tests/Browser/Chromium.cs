using Microsoft.Playwright;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Journal;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Plimsoll.Server.Tests.Browser;

/// <summary>The system's Chromium, started at most once per test run, when the first test asks for it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";
    private readonly SemaphoreSlim _gate = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A fresh browser profile; skips the test by the component's name where Chromium is missing.</summary>
    /// <param name="trusting">Takes any certificate: whom one belongs to is what another test is about.</param>
    public async Task<IBrowserContext> Profile(Look look, string? baseUrl = null, bool scripts = true, bool trusting = false)
    {
        var browser = await Started();
        return await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = baseUrl,
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
            IgnoreHTTPSErrors = trusting,
        });
    }

    private async Task<IBrowser> Started()
    {
        Assert.SkipUnless(File.Exists(Executable), $"chromium is missing ({Executable}): apt-get install chromium");
        await _gate.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            // Longer than a busy machine takes to answer; what is there is seen at once.
            Assertions.SetDefaultExpectTimeout(60_000);
            return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Executable,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", "--no-first-run", "--disable-quic",
                ],
            });
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _gate.Dispose();
    }
}

/// <summary>How a page is looked at.</summary>
public sealed record Look(string Name, int Width, int Height, bool Dark)
{
    public static readonly Look Light = new("light", 1280, 900, false);
    public static readonly Look Darkness = new("dark", 1280, 900, true);
    public static readonly Look Phone = new("phone", 360, 780, false);

    public static readonly IReadOnlyList<Look> All = [Light, Darkness, Phone];

    // A page belongs to one of them for good: its name says to which.
    private const int Parts = 3;

    /// <summary>Whether a page is gone through in this look in every run: in light each is, in the dark a third of them and on a phone
    /// another third. <c>./test --looks</c> goes through all pages in all.</summary>
    public bool Samples(string page) => this == Light || Campaign.Number("PLIMSOLL_LOOKS", 0) > 0
        || page.Sum(letter => letter) % Parts == (Dark ? 0 : 1);
}
