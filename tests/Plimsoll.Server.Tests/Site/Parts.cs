using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Parts;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Tests.Site;

public sealed partial class Parts
{
    private static readonly Sign Passed = new(Mark.Ok, "Passed");

    [Fact]
    public async Task The_ring_counts_what_lets_through_and_draws_one_arc_for_each_gate()
    {
        Sign[] gates =
        [
            Passed, Passed, new(Mark.Stale, "Stale"), Passed, Passed,
            new(Mark.Waive, "Waived"), new(Mark.Wait, "Pending"),
        ];

        var ring = await Html<Ring>(new() { ["Gates"] = gates });

        Assert.Contains("aria-label=\"5 of 7 gates passed\"", ring);
        Assert.Equal(
            ["is-ok", "is-ok", "is-warn", "is-ok", "is-ok", "is-waive", "is-idle"],
            Arc().Matches(ring).Select(m => m.Groups[1].Value));
        // The first arc as it was drawn by hand.
        Assert.Contains("M13.05 38.35A27 27 0 0 1 21.91 19.96", ring);
    }

    [Fact]
    public async Task Notes_are_shown_as_their_markdown_means_and_nothing_in_them_becomes_markup()
    {
        var notes = await Html<Plimsoll.Server.Site.Parts.Notes>(new()
        {
            ["View"] = new NotesView("", [new("changes", "Notable changes",
                "### Added\n- **baskets** by `id`, see [the page](https://shop.example/a)\n- 2 * 3 * 4 [x](javascript:1)\n\n<i>all</i>")], false),
            ["Release"] = "/releases/shop/1.1.0", ["Candidate"] = 1,
        });

        var text = Regex.Replace(notes, @"\s+", " ");
        Assert.Contains("<h4>Added</h4>", text);
        Assert.Contains("<li><b>baskets</b> by <code>id</code>, see <a href=\"https://shop.example/a\" rel=\"noreferrer\">the page</a></li>", text);
        Assert.Contains("<li>2 * 3 * 4 [x](javascript:1)</li>", text);
        Assert.Contains("&lt;i&gt;all&lt;/i&gt;", text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public async Task Arcs_of_any_number_lie_on_the_circle_and_never_touch(int count)
    {
        var ring = await Html<Ring>(new() { ["Gates"] = Enumerable.Repeat(Passed, count).ToArray() });

        var paths = Arc().Matches(ring).Select(m => m.Groups[2].Value.Replace("A27 27", " "));
        var ends = Number().Matches(string.Join(' ', paths))
            .Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).Chunk(7).ToArray();
        Assert.Equal(count, ends.Length);
        Assert.All(ends, e => Assert.Equal(27, Math.Sqrt(Math.Pow(e[0] - 40, 2) + Math.Pow(e[1] - 40, 2)), 0.05));
        Assert.All(ends.Zip(ends.Skip(1)), p => Assert.False(p.First[5] == p.Second[0] && p.First[6] == p.Second[1]));
    }

    [Fact]
    public async Task A_ring_without_gates_still_has_its_line()
    {
        var ring = await Html<Ring>(new() { ["Gates"] = Array.Empty<Sign>() });

        Assert.Contains("0 of 0 gates passed", ring);
        Assert.Contains("<line", ring);
    }

    [Theory]
    [InlineData(Mark.Ok, "is-ok", "ok")]
    [InlineData(Mark.Run, "is-run", "run")]
    [InlineData(Mark.Wait, "is-idle", "wait")]
    [InlineData(Mark.Sign, "is-warn", "sign")]
    [InlineData(Mark.Stale, "is-warn", "stale")]
    [InlineData(Mark.Waive, "is-waive", "waive")]
    [InlineData(Mark.Hold, "is-warn", "hold")]
    [InlineData(Mark.Ask, "is-warn", "ask")]
    [InlineData(Mark.Warn, "is-warn", "warn")]
    [InlineData(Mark.Fail, "is-bad", "fail")]
    [InlineData(Mark.Err, "is-bad", "err")]
    [InlineData(Mark.Skip, "is-idle", "skip")]
    public async Task Every_state_has_its_silhouette_its_word_and_its_colour(Mark mark, string group, string icon)
    {
        var html = await Html(StateIcon.Of(new Sign(mark, "the <word>")));

        Assert.StartsWith($"<span class=\"ic {group}\">", html);
        Assert.Contains($"#i-{icon}\"", html);
        Assert.EndsWith("<span class=\"sr\">the &lt;word&gt;</span></span>", html);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("`9f3c`, image `sha256:5b`", "<code>9f3c</code>, image <code>sha256:5b</code>")]
    [InlineData("an odd ` backtick", "an odd ` backtick")]
    [InlineData("<script>alert(1)</script> `<b>`", "&lt;script&gt;alert(1)&lt;/script&gt; <code>&lt;b&gt;</code>")]
    public async Task Prose_is_text_with_code_in_backticks(string text, string html) =>
        Assert.Equal(html, await Html(Prose.Of(text)));

    [Theory]
    [InlineData("\u001b[1;31mred\u001b[0m", "red")]
    [InlineData("\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007", "link")]
    [InlineData("\u001b]0;title\u001b\\text", "text")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("cut \u001b[31", "cut ")]
    [InlineData("\u001b(Bascii\u001b7", "ascii")]
    [InlineData("a\tb\u0000\u0008\rc", "a\tbc")]
    [InlineData("Zoë ✓ 日本", "Zoë ✓ 日本")]
    public void A_line_loses_the_terminals_control_sequences_and_nothing_else(string raw, string text) =>
        Assert.Equal(text, Ansi.Strip(raw));

    [Fact]
    public async Task Output_is_text_whatever_it_says()
    {
        LogLine[] lines = [new(TestSite.Tuesday, "<i>", "\u001b[31m<script>alert(1)</script>", LogKind.Error)];

        var log = await Html<Log>(new() { ["Lines"] = lines });

        Assert.Contains("<li class=\"e\"><time>14:36:00</time><i>&lt;i&gt;</i>", log);
        Assert.Contains("<span>&lt;script&gt;alert(1)&lt;/script&gt;</span>", log);
    }

    private static Task<string> Html(RenderFragment fragment) => Html<Holder>(new() { ["Content"] = fragment });

    private static async Task<string> Html<TPart>(Dictionary<string, object?> parameters) where TPart : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPart>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    private sealed class Holder : ComponentBase
    {
        [Parameter] public RenderFragment? Content { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) =>
            builder.AddContent(0, Content);
    }

    [GeneratedRegex("<path class=\"([a-z-]+)\" d=\"([^\"]+)\"")]
    private static partial Regex Arc();

    [GeneratedRegex(@"-?\d+(?:\.\d+)?")]
    private static partial Regex Number();
}
