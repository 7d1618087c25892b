using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Plimsoll.Server.Tests.Browser;

/// <summary>What every page must pass: no violation, nothing wider than the window, a quiet console.</summary>
public static class Inspection
{
    private static readonly Lazy<string> Axe = new(() => new BundledAxeScriptProvider().GetScript());

    /// <summary>Opens a page in light, dark and phone width and keeps a picture of each; in all it must fit, in light and where it
    /// is sampled it must pass.</summary>
    public static async Task Of(
        Chromium chromium, Uri site, string link, string path, string name, string actor = "")
    {
        await using var profile = await chromium.Profile(Look.Light, site.ToString());
        var page = await profile.NewPageAsync();
        await Enter(page, link);
        if (actor != "") await ActAs(page, actor);
        var complaints = new List<string>();
        page.Console += (_, message) => AddIf(complaints, message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        foreach (var look in Look.All)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light });
            await page.SetViewportSizeAsync(look.Width, look.Height);
            await Picture(page, $"{name}-{look.Name}");
            if (look.Samples(name)) await MustPass(page, $"{name} in {look.Name}");
            else await MustFit(page, $"{name} in {look.Name}");
        }

        await page.SetViewportSizeAsync(Look.Light.Width, Look.Light.Height);
        await Opened(page, name);
        Assert.Empty(complaints);
    }

    /// <summary>Opens a one-time link and waits until its page has gone on to the overview.</summary>
    public static async Task Enter(IPage page, string link)
    {
        await page.GotoAsync(link, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page).ToHaveURLAsync(
            new Uri(new Uri(link), "/").ToString(), new PageAssertionsToHaveURLOptions { Timeout = 30_000 });
    }

    /// <summary>axe finds nothing; at most the named rules are off, each with its reason at the caller.</summary>
    public static async Task MustPass(IPage page, string what, params string[] rulesOff)
    {
        var found = await Violations(page, rulesOff);
        Assert.True(found.Length == 0, $"{what}:\n{string.Join('\n', found)}");
        await MustFit(page, what);
    }

    private static async Task MustFit(IPage page, string what)
    {
        var (content, window) = (await Measure(page, "scrollWidth"), await Measure(page, "clientWidth"));
        Assert.True(content <= window, $"{what} is {content} px wide in a window of {window} px");
        var overlapping = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.pipe > li')].filter(l => l.scrollWidth > l.clientWidth).map(l => l.innerText)");
        Assert.True(overlapping.Length == 0, $"{what}: over the next column stands {string.Join(", ", overlapping)}");
    }

    // In the page itself: the library's own way opens another page, with a process of the browser's, for each question.
    private static async Task<string[]> Violations(IPage page, string[] rulesOff)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'")) await page.EvaluateAsync($"() => {{ {Axe.Value} }}");
        return await page.EvaluateAsync<string[]>(
            """
            async off => {
              const rules = Object.fromEntries(off.map(rule => [rule, { enabled: false }]));
              const found = await axe.run(document, { rules, resultTypes: ['violations'] });
              return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html}`));
            }
            """, rulesOff);
    }

    private static async Task Opened(IPage page, string name)
    {
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await Picture(page, $"{name}-opened");
        await MustPass(page, $"{name} with all of it opened");
    }

    /// <summary>A picture of the whole page in <c>artifacts/screenshots</c>.</summary>
    public static Task Picture(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = System.IO.Path.Combine(Pictures(), name + ".png"),
        FullPage = true,
    });

    /// <summary>Takes another name with the frame's own form.</summary>
    public static async Task ActAs(IPage page, string actor)
    {
        await page.Locator("details.acting > summary").ClickAsync();
        await page.GetByLabel("Acting as").GetByRole(AriaRole.Combobox).FillAsync(actor);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this name" }).ClickAsync();
        await Assertions.Expect(page.Locator("details.acting > summary")).ToContainTextAsync(actor);
    }

    private static Task<int> Measure(IPage page, string what) =>
        page.EvaluateAsync<int>($"document.documentElement.{what}");

    private static void AddIf(List<string> complaints, bool wanted, string text)
    {
        if (wanted)
            complaints.Add(text);
    }

    private static string Pictures()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.Name != "artifacts")
            folder = folder.Parent;
        return Directory.CreateDirectory(
            System.IO.Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "screenshots")).FullName;
    }
}
