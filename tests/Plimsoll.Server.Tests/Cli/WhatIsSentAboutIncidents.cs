using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Cli;

public sealed class WhatIsSentAboutIncidents
{
    private const string I = "incidents/INC-7";

    [Theory]
    [InlineData("lead 7", "take-command", "{}")]
    [InlineData("offer inc-7 Eli", "offer-command", """{"person":"Eli"}""")]
    [InlineData("service 7 storefront", "name-service", """{"service":"storefront"}""")]
    [InlineData("retrospective 7 --held -1h --note all", "hold-retrospective", """{"at":"-1h","note":"all"}""")]
    [InlineData("assess 7 --severity high --impact all", "assess-severity", """{"severity":"high","impact":"all"}""")]
    [InlineData("channel 7 --chat a --call b", "open-channel", """{"chat":"a","call":"b"}""")]
    [InlineData("archive 7 --where a", "archive-channel", """{"where":"a"}""")]
    [InlineData("security 7 needed", "answer-security", """{"needed":true,"reason":""}""")]
    [InlineData("security 7 not-needed --reason no", "answer-security", """{"needed":false,"reason":"no"}""")]
    [InlineData("join 7 Ben --role Developers", "join-response", """{"person":"Ben","role":"Developers"}""")]
    [InlineData("symptoms 7 --started -10m --text slow", "record-symptoms", """{"started":"-10m","symptoms":"slow"}""")]
    [InlineData("correct-time 7 detected 14:05 --reason log", "correct-time",
        """{"milestone":"detected","at":"14:05","reason":"log"}""")]
    [InlineData("suspect 7 disk --why full --release 1.2.0", "name-suspect",
        """{"what":"disk","why":"full","version":"1.2.0"}""")]
    [InlineData("cause 7 \"A full disk\"", "identify-cause", """{"cause":"A full disk","suspect":0}""")]
    [InlineData("cause 7 --suspect 2", "identify-cause", """{"cause":"","suspect":2}""")]
    [InlineData("drop 7 --reason no", "drop-cause", """{"reason":"no"}""")]
    [InlineData("decide 7 rollback --reason fast --options hotfix,wait", "record-decision",
        """{"remedy":"rollback","reason":"fast","options":["hotfix","wait"]}""")]
    [InlineData("mitigated 7 --note done", "finish-mitigation", """{"note":"done"}""")]
    [InlineData("verify 7 --note green", "vouch-for-mitigation", """{"holds":true,"note":"green"}""")]
    [InlineData("verify 7 --failed --note red", "vouch-for-mitigation", """{"holds":false,"note":"red"}""")]
    [InlineData("update 7 --text \"We look\" --to a,b", "send-update",
        """{"text":"We look","audiences":["a","b"],"final":false}""")]
    [InlineData("update 7 --final --file -", "send-update", """{"text":"from input","audiences":[],"final":true}""")]
    [InlineData("note 7 \"Restarted\" --at -2m", "note-action", """{"text":"Restarted","at":"-2m"}""")]
    [InlineData("correct-note 7 3 better --reason typo", "correct-note",
        """{"number":3,"text":"better","reason":"typo"}""")]
    [InlineData("resolve 7 --note green", "resolve-incident", """{"note":"green"}""")]
    [InlineData("reopen 7 --reason back", "reopen-incident", """{"reason":"back"}""")]
    [InlineData("merge 7 8 --reason same", "merge-incident", """{"into":"INC-8","reason":"same"}""")]
    [InlineData("cancel 7 --reason drill", "cancel-incident", """{"reason":"drill"}""")]
    [InlineData("done 7 backups --note ran", "complete-duty", """{"duty":"backups","note":"ran"}""")]
    [InlineData("waive 7 backups --reason none", "waive-duty", """{"duty":"backups","reason":"none"}""")]
    [InlineData("retrospective 7 --at +20h --minutes 30 --to a@b", "schedule-retrospective",
        """{"start":"+20h","minutes":30,"attendees":["a@b"]}""")]
    [InlineData("retrospective 7 --call-off \"a feast\"", "cancel-retrospective", """{"reason":"a feast"}""")]
    [InlineData("action 7 \"Watch disks\" --owner Ben --due 7d --before-next-release", "add-action-item",
        """{"text":"Watch disks","owner":"Ben","due":"7d","beforeNextRelease":true}""")]
    [InlineData("action-done 7 1 --note watched", "complete-action-item", """{"number":1,"note":"watched"}""")]
    [InlineData("no-actions 7 --reason none", "declare-no-actions", """{"reason":"none"}""")]
    [InlineData("runbook 7 --file docs/a.md", "answer-runbooks", """{"path":"docs/a.md","reason":""}""")]
    [InlineData("runbook 7 --unchanged right", "answer-runbooks", """{"path":"","reason":"right"}""")]
    [InlineData("close 7", "close-incident", "{}")]
    public async Task Each_command_is_one_request_with_a_key_and_ends_with_what_comes_next(
        string line, string verb, string body)
    {
        await using var server = await FakeServer.Start();
        server.On($"POST {I}/{verb}", [new { position = 7, version = 2 }]);
        using var shell = new Shell(server) { Input = "from input\n" };

        var said = await shell.Type($"incident {line}");

        Assert.True(said.Code == 0, said.Err);
        Assert.Equal("", said.Out);
        Assert.Contains("\nNext: plimsoll incident ", said.Err, StringComparison.Ordinal);
        var asked = Assert.Single(server.Requests);
        Assert.Equal($"POST {I}/{verb}", asked.What);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(asked.Body)), asked.Body);
        Assert.Matches("^\"[0-9a-f]{32}\"$", asked.Key);
    }

    [Theory]
    [InlineData("retrospective 7", "Say when the meeting is")]
    [InlineData("retrospective 7 --at 14:00 --call-off no", "Say when the meeting is")]
    [InlineData("runbook 7", "Name the file that changed")]
    [InlineData("assess 7 --impact all", "Nobody said how bad it is")]
    [InlineData("review 7 --text words", "Nobody said which part")]
    [InlineData("review 7 summary --text words --file f", "Both --text and --file")]
    [InlineData("security 7 perhaps", "perhaps")]
    [InlineData("run 7", "No command was given")]
    public async Task What_says_too_little_or_too_much_is_refused_here(string line, string why)
    {
        await using var server = await FakeServer.Start();
        using var shell = new Shell(server);

        var said = await shell.Type($"incident {line}");

        Assert.Equal(2, said.Code);
        Assert.Contains(why, said.Err, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }
}
