using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Live;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Whoever is no part of a private incident is answered, everywhere, as if it did not exist.</summary>
public sealed partial class PrivateIncidents
{
    private const string Nowhere = "INC-999";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task No_endpoint_shows_an_outsider_a_word_of_it_or_that_it_is_there(bool fromTheBeginning)
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate(fromTheBeginning);
        var asked = 0;
        foreach (var outsider in (string[])["Olga", "Vic"])
        {
            using var client = at.House.Program(await at.House.SignedInToken(outsider));
            client.DefaultRequestHeaders.Accept.ParseAdd("text/html, application/json");
            foreach (var row in Rights.All.Where(IsRead))
                foreach (var (id, version) in Asked(row))
                {
                    var address = AddressOf(row, id, version);
                    using var answer = await client.GetAsync(address, Stop);
                    var text = await answer.Content.ReadAsStringAsync(Stop);
                    Assert.False(text.Contains(PrivateHouse.Canary, StringComparison.OrdinalIgnoreCase),
                        $"{outsider} reads the canary at {address}: {Around(text)}");
                    if (id != PrivateHouse.Incident)
                        Assert.False(Names(text), $"{outsider} reads of it at {address}: {Around(text)}");
                    else await MustBeAsIfNotThere(client, row, answer.StatusCode, text);
                    asked++;
                }
        }

        TestContext.Current.SendDiagnosticMessage("private incidents: {0} answers read, 0 words in them", asked);
        Assert.True(asked > 80, $"{asked}");
    }

    [Fact]
    public async Task Every_command_about_it_is_refused_as_for_one_that_is_not_there()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        var before = at.House.Desk.World.VersionOf(new("incident/INC-1"));
        using var client = at.House.Program(await at.House.SignedInToken("Olga"));
        foreach (var row in Rights.All.Where(r => r.Method == "POST" && r.Address.Contains("/incident") && r.Address.Contains("{id}")))
        {
            var (status, text) = await Post(client, row, PrivateHouse.Incident);
            var (other, elsewhere) = await Post(client, row, Nowhere);
            Assert.True(status == other, $"{row.Address}: {status}, but {other} for one that is not there");
            Assert.Equal(Plain(elsewhere), Plain(text));
        }

        using var merged = await client.PostAsJsonAsync("/api/v1/incidents/declare", new DeclareBody("Other trouble", "low", "till"), Stop);
        var visible = (await merged.Content.ReadFromJsonAsync<DeclaredView>(Stop))!.Id;
        using var into = await client.PostAsJsonAsync(
            $"/api/v1/incidents/{visible}/merge-incident", new MergeBody(PrivateHouse.Incident, "same"), Stop);
        Assert.False(into.IsSuccessStatusCode, "a visible incident went into one that its merger does not see");
        Assert.Equal(before, at.House.Desk.World.VersionOf(new("incident/INC-1")));
    }

    [Fact]
    public async Task A_message_about_something_else_that_names_it_is_not_listed()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        await at.House.Services.GetRequiredService<IJournal>().MoveCheckpoint("test", 1,
            [new OutboxRow("1/emergency/olga", "mail", ["olga@example.test"], "shop 1.0.0 was signed", "It was signed for INC-1.",
                new("release/shop/1.0.0"), at.House.Clock.GetUtcNow()),
            new OutboxRow("2/invitation/olga", "mail", ["olga@example.test"], "An invitation", "It is attached.",
                new("release/shop/1.0.0"), at.House.Clock.GetUtcNow())
            {
                Calendar = "BEGIN:VCALENDAR\r\nSUMMARY:About IN\r\n C-1\r\nEND:VCALENDAR\r\n",
            }], Stop);
        foreach (var who in (string[])["Olga", "Ada"])
        {
            using var client = at.House.Program(await at.House.SignedInToken(who));
            foreach (var address in (string[])["/api/v1/outbox", "/outbox"])
                foreach (var words in (string[])["1.0.0 was signed", "An invitation"])
                    Assert.True(who == "Ada" == (await client.GetStringAsync(address, Stop)).Contains(words), $"{who} {address} {words}");
        }
    }

    [Fact]
    public async Task Shipping_past_its_hold_tells_who_may_not_see_it_only_that_there_is_a_hold()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        foreach (var (who, version, query) in (IEnumerable<(string, string, string)>)
            [("Olga", "1.0.2", "?dryRun=true"), ("Ada", "1.0.2", "?dryRun=true"), ("Olga", "1.0.3", "")])
        {
            if (query == "") await at.Seal(version);
            var text = await at.Post(who, $"releases/shop/{version}/ship{query}", new { });
            Assert.Contains("production is on hold", text, StringComparison.Ordinal);
            Assert.True(who == "Ada" == Names(text) && who == "Ada" == text.Contains(PrivateHouse.Canary), $"{who}: {Around(text)}");
        }
    }

    [Theory]
    [InlineData("incidents/INC-1/note-action", "locked out"), InlineData("incidents/1/note-action", "locked out")]
    [InlineData("incidents/INC-2/note-action", "for inc-1")]
    [InlineData("incidents/INC-2/note-action", "for INC-001"), InlineData("incidents/INC-2/note-action", "see /incidents/1")]
    public async Task A_use_of_the_nodes_own_token_about_it_is_shown_but_not_what_for(string path, string reason)
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        await at.Post("Olga", "incidents/declare", new DeclareBody("Seen by all", "low", "till"));
        using var node = at.House.Program(at.House.NodeToken);
        node.DefaultRequestHeaders.Add("Plimsoll-Break-Glass", Uri.EscapeDataString($"{reason} {PrivateHouse.Canary}"));
        using var noted = await node.PostAsJsonAsync($"/api/v1/{path}", new NoteBody("from the machine"), Stop);
        Assert.Equal(HttpStatusCode.OK, noted.StatusCode);
        foreach (var (who, sees) in (IEnumerable<(string, bool)>)[("Vic", false), ("Ada", true)])
            foreach (var page in (string[])["/releases", "/settings/people"])
            {
                using var client = at.House.Program(await at.House.SignedInToken(who));
                client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
                var text = await client.GetStringAsync(page, Stop);
                Assert.Contains("own token was used", text, StringComparison.Ordinal);
                Assert.True(text.Contains($"{reason} {PrivateHouse.Canary}", StringComparison.OrdinalIgnoreCase) == sees, $"{who} {page}");
                Assert.True(text.Contains(path) == sees, $"{who} {page} {path}");
            }
    }

    [Fact]
    public async Task What_others_wrote_of_it_on_a_release_is_left_out_and_what_one_wrote_oneself_is_not()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        await at.Post("Olga", "releases/shop/1.0.2/withdraw", new ReasonBody("as bad as INC-1"));
        await at.Sent(new("release/shop/1.0.1"), new Core.Releases.WithdrawRelease($"INC-1:\n{PrivateHouse.Canary}"), at.House.IdOf("Ada"));
        foreach (var (who, hers, others) in (IEnumerable<(string, bool, bool)>)[("Olga", true, false), ("Ada", true, true), ("Vic", false, false)])
        {
            using var client = at.House.Program(await at.House.SignedInToken(who));
            Assert.Equal(hers, Names(await client.GetStringAsync("/api/v1/releases/shop/1.0.2", Stop)));
            Assert.Equal(others, (await client.GetStringAsync("/api/v1/releases/shop/1.0.1", Stop)).Contains(PrivateHouse.Canary));
        }
    }

    [Fact]
    public async Task The_reason_of_a_rollback_that_an_incident_for_all_took_over_is_left_out()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        await at.Post("Olga", "incidents/declare", new DeclareBody("Seen by all", "low", "till"));
        await at.Post("Ada", "incidents/INC-2/record-decision", new DecisionBody("workaround", $"as for INC-1:\n{PrivateHouse.Canary}", []));
        foreach (var path in (string[])["/api/v1/incidents/INC-2", "/incidents/INC-2", "/incidents/INC-2/review"])
            foreach (var (who, sees) in (IEnumerable<(string, bool)>)[("Vic", false), ("Ada", true)])
            {
                using var client = at.House.Program(await at.House.SignedInToken(who));
                client.DefaultRequestHeaders.Accept.ParseAdd("text/html, application/json");
                Assert.True(sees == (await client.GetStringAsync(path, Stop)).Contains(PrivateHouse.Canary), $"{who} {path}");
            }
    }

    [Fact]
    public async Task No_endpoint_shows_an_outsider_what_an_incident_for_all_says_of_it()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        await at.DeclareLikeIt();
        var asked = 0;
        foreach (var (who, sees) in (IEnumerable<(string, bool)>)[("Vic", false), ("Ada", true)])
        {
            using var client = at.House.Program(await at.House.SignedInToken(who));
            client.DefaultRequestHeaders.Accept.ParseAdd("text/html, application/json");
            var seen = 0;
            foreach (var row in Rights.All.Where(row => IsRead(row) && (!sees || row.Address.Contains("incident"))))
            {
                using var answer = await client.GetAsync(AddressOf(row, "INC-2"), Stop);
                var text = await answer.Content.ReadAsStringAsync(Stop);
                seen += text.Contains(PrivateHouse.Canary, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                Assert.False(!sees && (Names(text) || text.Contains(PrivateHouse.Canary, StringComparison.OrdinalIgnoreCase)),
                    $"{who} at {row.Address}: {Around(text)}");
                asked++;
            }

            Assert.True(sees ? seen > 3 : seen == 0, $"{who} {seen}");
        }

        Assert.True(asked > 60, $"{asked}");
    }

    [Fact]
    public async Task Removals_are_read_by_who_may_ask_for_them_and_shown_to_nobody_else()
    {
        await using var at = await PrivateHouse.Open();
        foreach (var (who, status) in (IEnumerable<(string, HttpStatusCode)>)[("Vic", HttpStatusCode.Forbidden), ("Root", HttpStatusCode.OK)])
        {
            using var client = at.House.Program(await at.House.SignedInToken(who));
            client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
            using var answer = await client.GetAsync("/settings/removals", Stop);
            Assert.Equal(status, answer.StatusCode);
            var settings = await client.GetStringAsync("/settings/people", Stop);
            Assert.Contains("href=\"/settings/tokens\"", settings, StringComparison.Ordinal);
            Assert.Equal(status == HttpStatusCode.OK, settings.Contains("href=\"/settings/removals\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Live_events_do_not_tell_an_outsider_that_it_moved()
    {
        await using var at = await PrivateHouse.Open();
        using var outside = await Listener.At(at.House.Address, await at.House.SignedInToken("Olga"), "/events");
        using var inside = await Listener.At(at.House.Address, await at.House.SignedInToken("Ada"), "/events?about=incident/*");
        await at.DeclarePrivate();
        await at.Post("Olga", "incidents/declare", new DeclareBody("Seen by all", "low", "till"));

        Assert.Contains("incident/INC-1", (await inside.Next("moved")).Data, StringComparison.Ordinal);
        var told = new List<string>();
        while (!told.Exists(t => t.Contains("incident/INC-2", StringComparison.Ordinal)))
            told.Add((await outside.Next("moved")).Data);
        Assert.DoesNotContain(told, t => Names(t.Replace("INC-2", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Mails_and_pages_reach_only_who_may_see_it_and_its_next_contact_is_called()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        await PrivateHouse.Until(() => at.Mails().Any(m => To(m) == "ada@example.test" && Says(m)), "Ada is paged");
        await at.Settled();

        Assert.Empty(at.Mails().Where(m => Says(m) && To(m) is not ("ada@example.test" or "sam@example.test")).Select(To));
        Assert.Empty(at.Mails().Where(m => To(m) is "olga@example.test" or "eli@example.test").Select(To));
    }

    [Fact]
    public async Task A_mail_about_a_release_says_nothing_of_the_private_incident_it_is_for()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        // A mailbox of several, though commits from it are Ada's.
        await at.House.Services.GetRequiredService<WhereReached>().AlsoAt(at.House.IdOf("Ada"), ["dev@octo.test"], at.House.IdOf("Root"), Stop);
        foreach (var to in (string[])["olga@example.test", "ada@example.test", "dev@octo.test"])
            await at.House.Services.GetRequiredService<IJournal>().MoveCheckpoint("test", 1, [new OutboxRow(
                $"1/emergency/{to}", "mail", [to], "shop 1.0.1 was signed in an emergency",
                $"Ada signed it for INC-1:\nfirst line\n\n{PrivateHouse.Canary} in a later line",
                new("release/shop/1.0.1"), at.House.Clock.GetUtcNow())], Stop);
        at.House.Services.GetRequiredService<Outbox>().Ring();
        await PrivateHouse.Until(() => at.Mails().Count(m => $"{m.Subject}".StartsWith("shop 1.0.1", StringComparison.Ordinal)) == 3, "all are sent");

        var texts = at.Mails().Where(m => $"{m.Subject}".StartsWith("shop 1.0.1", StringComparison.Ordinal))
            .ToDictionary(To, m => m.TextBody ?? "");
        foreach (var text in (string[])[texts["olga@example.test"], texts["dev@octo.test"]])
            foreach (var said in (string[])["INC-1", PrivateHouse.Canary, "first line"])
                Assert.DoesNotContain(said, text, StringComparison.Ordinal);
        Assert.Contains(PrivateHouse.Canary, texts["ada@example.test"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_declared_it_who_was_added_and_who_sees_every_private_one_see_all_of_it()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        await MaySee(at, "Ada", true);
        await MaySee(at, "Sam", true);
        await MaySee(at, "Root", true);
        await MaySee(at, "Vic", false);

        await at.Post("Ada", "incidents/1/admit-person", new PersonBody("vic@example.test"));
        await MaySee(at, "Vic", true);
        await at.Post("Ada", "incidents/1/dismiss-person", new PersonBody("vic@example.test"));
        await MaySee(at, "Vic", false);

        await at.Post("Ada", "incidents/1/join-response", new JoinBody("olga@example.test", "Release Manager"));
        await MaySee(at, "Olga", true);
        await at.Post("Ada", "incidents/1/make-public", new ReasonBody("it is over"));
        await MaySee(at, "Vic", true);
    }

    [Fact]
    public async Task A_token_that_may_only_see_what_is_not_private_sees_none_of_it_whoever_it_is_of()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        var keys = (ApiKeys)at.House.Services.GetService(typeof(ApiKeys))!;
        var narrow = await keys.Make(at.House.IdOf("Ada"), "board", ApiKeys.ForPrograms,
            [Core.Access.Permissions.See, Core.Access.Permissions.Respond], Core.Access.Scope.Organisation, 90, Stop);
        using var client = at.House.Program(narrow);
        using var read = await client.GetAsync("/api/v1/incidents/INC-1", Stop);
        using var written = await client.PostAsJsonAsync("/api/v1/incidents/INC-1/note-action", new NoteBody("x"), Stop);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (read.StatusCode, written.StatusCode));
    }

    [Fact]
    public async Task Another_incident_that_went_into_it_tells_an_outsider_nothing_of_where_it_went()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        await at.Post("Olga", "incidents/declare", new DeclareBody("Seen by all", "low", "till"));
        await at.Post("Ada", "incidents/INC-2/note-action", new NoteBody("Looks like INC-1"));
        await at.Post("Ada", "incidents/INC-2/merge-incident", new MergeBody(PrivateHouse.Incident, $"the same {PrivateHouse.Canary}"));
        foreach (var path in (string[])["/api/v1/incidents/INC-2", "/incidents/INC-2", "/incidents/INC-2/review", "/api/v1/incidents/INC-2/review"])
        {
            using var client = at.House.Program(await at.House.SignedInToken("Olga"));
            client.DefaultRequestHeaders.Accept.ParseAdd("text/html, application/json");
            var text = await client.GetStringAsync(path, Stop);
            Assert.False(Names(text) || text.Contains(PrivateHouse.Canary), $"{path}: {Around(text)}");
        }
    }

    private static async Task MaySee(PrivateHouse at, string who, bool sees)
    {
        using var client = at.House.Program(await at.House.SignedInToken(who));
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        foreach (var path in (string[])["/", "/incidents", "/incidents/INC-1", "/incidents/INC-1/review", "/api/v1/incidents", "/api/v1/incidents/1"])
            Assert.True(sees == (await (await client.GetAsync(path, Stop)).Content.ReadAsStringAsync(Stop)).Contains(PrivateHouse.Canary),
                $"{who} {(sees ? "does not see" : "sees")} it at {path}");
    }

    private static async Task MustBeAsIfNotThere(HttpClient client, Right row, HttpStatusCode status, string text)
    {
        using var elsewhere = await client.GetAsync(AddressOf(row, Nowhere), Stop);
        Assert.True(elsewhere.StatusCode == status, $"{row.Address}: {status}, but {elsewhere.StatusCode} for one that is not there");
        Assert.Equal(Plain(await elsewhere.Content.ReadAsStringAsync(Stop)), Plain(text));
    }

    private static async Task<(HttpStatusCode, string)> Post(HttpClient client, Right row, string id)
    {
        using HttpContent content = row.Address.StartsWith("/api/", StringComparison.Ordinal)
            ? new StringContent("""
                {"person":"Ada","role":"PM","reason":"r","text":"t","note":"n","severity":"low","impact":"i","remedy":"none",
                "into":"INC-2","service":"shop","what":"w","cause":"c","suspect":0,"chat":"https://c.example.test","call":"","where":"w",
                "duty":"d","line":"d","applies":true,"milestone":"started","at":"10:00","started":"10:00","symptoms":"s","number":1,
                "commandLine":"ls","exitCode":0,"output":"o","startedAt":"10:00","section":"root-cause","revision":0,"owner":"Ada",
                "due":"7d","start":"+20h","minutes":60,"holds":true,"needed":true,"version":"1.0.2","path":"","environment":""}
                """, Encoding.UTF8, "application/json")
            : new FormUrlEncodedContent([]);
        using var answer = await client.PostAsync(AddressOf(row, id), content, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static bool IsRead(Right row) => row.Method == "GET" && row.Verb is not (Rights.Anyone or "journal.export")
        && row.Address is not ("/events" or "/deployments/{id}/lines");

    // The release made for it, and one whose walk waits for its hold.
    private static IEnumerable<(string Id, string Version)> Asked(Right row) =>
        from id in row.Address.Contains("{id}") ? (string[])[PrivateHouse.Incident] : [""]
        from version in row.Address.Contains("{version}") ? (string[])["1.0.1", "1.0.2"] : [""]
        select (id, version);

    private static string AddressOf(Right row, string id, string version = "1.0.1") => row.Address
        .Replace("{id}", id).Replace("{service}", "shop").Replace("{version}", version).Replace("{environment}", "production")
        .Replace("{section}", "root-cause").Replace("{person}", "0000000000000000").Replace("{number:int}", "1");

    // What was asked for stands in the answer, and some answers bear the time and a mark of their own.
    private static string Plain(string text) => OfThisAnswer().Replace(
        text.Replace(Nowhere, "INC", StringComparison.Ordinal).Replace(PrivateHouse.Incident, "INC", StringComparison.Ordinal), "");

    private static bool Names(string text) => OfIt().IsMatch(text);

    private static string Around(string text) => OfIt().Match(text) is { Success: true } m
        ? text[Math.Max(0, m.Index - 200)..Math.Min(text.Length, m.Index + 100)] : "";

    private static string To(MimeKit.MimeMessage mail) => mail.To.Mailboxes.Single().Address;

    private static bool Says(MimeKit.MimeMessage mail) =>
        $"{mail.Subject} {mail.TextBody}".Contains(PrivateHouse.Canary, StringComparison.Ordinal) || $"{mail.Subject}".Contains("INC-1");

    [GeneratedRegex("INC-1(?![0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex OfIt();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"|name=\"(formKey|commandId)\" value=\"[^\"]*\"|nonce-[^\"']*")]
    private static partial Regex OfThisAnswer();
}
