using System.Net;
using System.Text.RegularExpressions;
using Plimsoll.Server.Access;
using Plimsoll.Server.Tests.Access;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>Every form of every page, sent by somebody whom this server did not write it for: nothing is changed.</summary>
[Collection<Reached>]
public sealed partial class FormsOfOthers(ReachedHouse house)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_form_on_every_page_needs_the_key_of_its_own_session()
    {
        using var visitor = await house.SignedIn();
        using var other = await house.SignedIn();
        var stolen = ReachedHouse.FormKey().Match(await other.GetStringAsync("about", Stop)).Groups[1].Value;
        var before = house.House.Desk.World.Position;
        var (pages, actions) = (new HashSet<string>(), new HashSet<string>());
        var wanted = new Queue<string>([$"{ReachedHouse.Prefix}/"]);
        while (wanted.TryDequeue(out var path))
        {
            if (!pages.Add(path)) continue;
            using var answer = await visitor.GetAsync(path, Stop);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            var html = await answer.Content.ReadAsStringAsync(Stop);
            foreach (Match link in Links().Matches(html)) wanted.Enqueue(WebUtility.HtmlDecode(link.Groups[1].Value).Split('#')[0]);
            foreach (Match form in Forms().Matches(html))
            {
                var action = WebUtility.HtmlDecode(form.Groups[1].Value);
                if (!actions.Add(action)) continue;
                foreach (var key in (string?[])[null, "", "forged", stolen]) await Refused(visitor, action, key, html);
            }
        }

        Assert.True(actions.Count >= 30, $"only {actions.Count} forms were found");
        Assert.Equal(before, house.House.Desk.World.Position);
        TestContext.Current.SendDiagnosticMessage("{0} forms on {1} pages: none sent by another session", actions.Count, pages.Count);
    }

    [Fact]
    public async Task Every_address_that_takes_a_form_needs_it_whether_a_page_shows_one_or_not()
    {
        using var visitor = await house.SignedIn();
        using var other = await house.SignedIn();
        var stolen = ReachedHouse.FormKey().Match(await other.GetStringAsync("about", Stop)).Groups[1].Value;
        // The link of a message and the signature of a webhook are their own proof, and sign-in has a test of its own.
        var rows = Rights.All.Where(r => r.Method == "POST" && r.Verb != Rights.Anyone).ToList();
        Assert.True(rows.Count > 100);
        foreach (var row in rows)
        {
            var action = ReachedHouse.Prefix + Parameter().Replace(row.Address, "x7").Replace("{number:int}", "7");
            foreach (var key in (string?[])[null, stolen]) await Refused(visitor, action, key, "");
        }
    }

    private static async Task Refused(HttpClient visitor, string action, string? key, string html)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, action);
        request.Headers.Add("Origin", visitor.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Headers.Accept.ParseAdd("application/json");
        var fields = Fields().Matches(html).Select(f => (Name: f.Groups[1].Value, f.Groups[2].Value)).Where(f => f.Name != "formKey");
        request.Content = new FormUrlEncodedContent(fields.Concat(key is null ? [] : [("formKey", key)])
            .Select(f => KeyValuePair.Create(f.Item1, WebUtility.HtmlDecode(f.Item2))));
        using var answer = await visitor.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.Forbidden && text.Contains("the form is too old"),
            $"{action} with {key ?? "no key"}: {(int)answer.StatusCode} {text}");
    }

    [GeneratedRegex("<a [^>]*href=\"(/[^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<form[^>]* method=\"post\"[^>]* action=\"([^\"]+)\"")]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Fields();

    [GeneratedRegex(@"\{[a-z*]+\}")]
    private static partial Regex Parameter();
}
