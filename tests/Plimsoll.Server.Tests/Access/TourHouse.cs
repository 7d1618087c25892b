using Mailsink;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Plimsoll.Core.Access;
using Plimsoll.Server.Access;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Cli;
using Plimsoll.Server.Tests.Pages;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Access;

/// <summary>A real server with a mail server, a terminal, and a browser without script for each person.</summary>
internal sealed class TourHouse : IAsyncDisposable
{
    private static readonly Look Tour = new("tour", 1000, 620, false);
    private readonly TempFolder _folder = new();
    private readonly TempRepository _repository = new();
    private readonly Shell _shell = new();
    private readonly Dictionary<string, IPage> _pages = [];
    private readonly Dictionary<string, string> _tokens = [];
    private readonly List<string> _typed = [];
    private Chromium _chromium = null!;
    private Sink _sink = null!;

    public AccountsHouse House { get; private set; } = null!;

    /// <summary>Every command so far, as the page of the handbook writes it.</summary>
    public IReadOnlyList<string> Typed => _typed;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<TourHouse> Open(Chromium chromium, FakeTimeProvider? clock = null)
    {
        var house = new TourHouse { _chromium = chromium };
        Directory.CreateDirectory(house._folder.At("mails"));
        house._sink = await Sink.Start(house._folder.At("mails"), 0, 0, Stop);
        house.House = await AccountsHouse.Claimed("127.0.0.1", house._sink.SmtpPort, clock);
        Shell.DataFolder(Path.Combine(house._shell.Home, ".local/share/plimsoll"),
            $"{house.House.Address}", house.House.NodeToken);
        foreach (var (version, subject) in ((string, string)[])[
            ("1.0.0", "Sell things"), ("1.0.1", "fix: take money again"), ("1.1.0", "feat: keep baskets")])
        {
            house._repository.Commit(subject, "app.sh");
            house._repository.Git("tag", $"v{version}");
        }

        foreach (var target in (string[])["staging-1", "web-1", "web-2", "web-3"])
        {
            house._folder.Write(Path.Combine("shop", target, "releases", "1.0.0", "app.sh"), "");
            System.IO.File.CreateSymbolicLink(house._folder.At("shop", target, "current"), "releases/1.0.0");
        }

        house.File("plimsoll.yaml",
            SomeService.Yaml("shop", "Shop", "ask", house._repository.Path, house._folder.Path));
        house.File("guide.md", await System.IO.File.ReadAllTextAsync(
            Path.Combine(LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md"), Stop));
        return house;
    }

    /// <summary>What the next command reads.</summary>
    public string Input { set => _shell.Input = value; }

    public void File(string name, string text) => _shell.File(name, text);

    /// <summary>A command of the machine the server runs on, before anybody has an account.</summary>
    public async Task<string> Type(string line)
    {
        _typed.Add($"plimsoll {line}");
        var said = await _shell.Type(line, Stop);
        Assert.True(said.Code == 0, $"{line}: {said.Code} {said.Err}");
        return said.Out;
    }

    /// <param name="who">A person by first name, or a program by its token.</param>
    /// <param name="real">What this run has in place of an example on the page.</param>
    public async Task<string> Type(string who, string line, int code = 0, (string Example, string Real)? real = null)
    {
        _typed.Add($"plimsoll {line}");
        var typed = real is var (example, it) ? line.Replace(example, it, StringComparison.Ordinal) : line;
        var said = await _shell.Type(
            $"{typed} --server {House.Address.ToString().TrimEnd('/')} --token-file {await TokenOf(who)}", Stop);
        Assert.True(said.Code == code, $"{who[..3]} types {line}: {said.Code} {said.Out} {said.Err}");
        return said.Out + said.Err;
    }

    // What signing in at a terminal leaves there; the pipeline brings its own.
    private async Task<string> TokenOf(string who)
    {
        if (_tokens.TryGetValue(who, out var known)) return known;
        var token = who.StartsWith("plm_", StringComparison.Ordinal) ? who
            : await House.Services.GetRequiredService<ApiKeys>().Make(
                Id(who), "plimsoll on a laptop", ApiKeys.ForPeople, [], Scope.Organisation, 90, Stop);
        var file = _tokens[who] = _shell.File($"token-{_tokens.Count}", token);
        System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    public string Id(string who) => House.Roster.ByMail(MailOf(who))!.Id;

    /// <summary>Root invites them, and they follow the link in their mail.</summary>
    public async Task Join(string who, string name, string role)
    {
        await Type("Root", $"people invite \"{name}\" {MailOf(who)} --role \"{role}\"");
        var mail = Mails().First(m => m.Subject == "You are invited to Plimsoll" && m.To.ToString() == MailOf(who));
        var page = await Page(who);
        await page.GotoAsync(
            mail.TextBody!.Split('\n').Single(l => l.StartsWith("http", StringComparison.Ordinal)).Trim());
        await page.FillAsync("#password", AccountsHouse.Password);
        await page.ClickAsync("button");
        await Assertions.Expect(page.Locator(".cmd")).ToHaveCountAsync(10);
    }

    public async Task<IPage> Page(string who)
    {
        if (_pages.TryGetValue(who, out var known)) return known;
        var profile = await _chromium.Profile(Tour, House.Address.ToString(), scripts: false);
        // A provider's own form asks the network for a typeface; nothing outside this machine is there.
        await profile.RouteAsync(address => !new Uri(address).IsLoopback, route => route.AbortAsync());
        return _pages[who] = await profile.NewPageAsync();
    }

    /// <summary>The upper part of what the browser shows; kept for the handbook when somebody approves it.</summary>
    public static async Task Picture(IPage page, string name, int height)
    {
        var picture = await page.ScreenshotAsync(new()
        {
            Clip = new Clip { Width = Tour.Width, Height = height },
        });
        if (Environment.GetEnvironmentVariable("PLIMSOLL_APPROVE") == "1")
            await System.IO.File.WriteAllBytesAsync(
                Path.Combine(LiveHouse.Root(), "docs", "images", name + ".png"), picture, Stop);
    }

    public IReadOnlyList<MimeKit.MimeMessage> Mails() =>
        [.. new MailFolder(_folder.At("mails")).Newest().Select(each => each.Mail)];

    public static string MailOf(string who) => $"{who.ToLowerInvariant()}@example.org";

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages.Values) await page.Context.DisposeAsync();
        await House.DisposeAsync();
        await _sink.DisposeAsync();
        _shell.Dispose();
        _repository.Dispose();
        _folder.Dispose();
    }
}
