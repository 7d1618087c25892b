using System.Net;
using System.Net.Http.Json;
using Plimsoll.Core.Access;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Tests.Cli;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Where accounts exist: who acts, under which name, and what is shown of it.</summary>
public sealed class ProvenNames
{
    [Fact]
    public async Task A_claimed_name_is_refused()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Ada", "Viewer");
        foreach (var token in (string[])[house.NodeToken, await house.SignedInToken("Ada")])
        {
            using var program = house.Program(token);
            program.DefaultRequestHeaders.Add("Plimsoll-As", "Grace");
            Assert.Equal("access.no-claims", await AccountsHouse.CodeOf(await program.GetAsync("/api/v1/releases")));
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Submit("Root", "/about", "/me/act-as", ("actor", "Grace"))).StatusCode);
    }

    [Fact]
    public async Task Facts_hold_ids_and_pages_and_answers_say_names()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Ada", "Release Manager");
        using var ada = house.Program(await house.SignedInToken("Ada"));
        var declared = await house.Post(ada, "incidents/declare", new { title = "Checkout fails", severity = "high" });
        Assert.True(declared.IsSuccessStatusCode, await declared.Content.ReadAsStringAsync());
        await house.Post(ada, "incidents/INC-1/take-command", new { });

        var id = house.IdOf("Ada");
        Assert.Equal(id, house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1")).Lead.Person);
        foreach (var text in (string[])[
            await house.Browser("Root").GetStringAsync("/incidents/INC-1"),
            await ada.GetStringAsync("/api/v1/incidents/INC-1")])
        {
            Assert.Contains("Ada", text);
            Assert.DoesNotContain(id, text);
        }
        using var root = house.Program(await house.SignedInToken("Root"));
        var export = await root.GetStringAsync("/api/v1/journal/export");
        Assert.Contains(id, export);
        Assert.DoesNotContain("Ada", export);
    }

    [Fact]
    public async Task Who_is_forgotten_keeps_the_id()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Ada", "Release Manager");
        using var ada = house.Program(await house.SignedInToken("Ada"));
        await house.Post(ada, "incidents/declare", new { title = "Checkout fails", severity = "high" });
        await house.Post(ada, "incidents/INC-1/take-command", new { });
        var id = house.IdOf("Ada");

        await house.Roster.Forget(id, CancellationToken.None);

        Assert.Contains(id, await house.Browser("Root").GetStringAsync("/incidents/INC-1"));
    }

    [Fact]
    public async Task The_nodes_own_token_needs_a_reason_and_is_recorded_shown_and_reviewed()
    {
        await using var house = await AccountsHouse.Open();
        using var node = house.Program(house.NodeToken);
        Assert.Equal("access.glass", await AccountsHouse.CodeOf(await node.GetAsync("/api/v1/releases")));

        node.DefaultRequestHeaders.Add("Plimsoll-Break-Glass", Uri.EscapeDataString("nobody can sign in"));
        Assert.True((await house.Post(node, "incidents/declare", new { title = "Locked out", severity = "high" })).IsSuccessStatusCode);
        var sign = await house.Post(node, "releases/shop/1.0.0/sign-off", new { role = "Release Manager", candidate = 0, comment = "" });

        Assert.Equal(HttpStatusCode.Forbidden, sign.StatusCode);
        var use = Assert.Single(house.Roster.Organisation.Glass);
        Assert.Equal(("POST /api/v1/incidents/declare", "nobody can sign in"), (use.What, use.Reason));
        Assert.Contains("own token was used", await house.Browser("Root").GetStringAsync("/releases"));
        Assert.Contains("Use 1: <code>POST /api/v1/incidents/declare</code>", await house.Browser("Root").GetStringAsync("/settings/people"));
        var reviewed = await house.Submit("Root", "/settings/people", "/settings/break-glass/1/review", ("note", "the mail server was down"));
        Assert.Equal(HttpStatusCode.Redirect, reviewed.StatusCode);
        Assert.DoesNotContain("own token was used", await house.Browser("Root").GetStringAsync("/releases"));
    }

    [Fact]
    public async Task A_command_line_signs_in_by_a_code_and_keeps_its_token_for_its_person_only()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Ada", "Release Manager");
        using var shell = new Shell();
        Shell.DataFolder(Path.Combine(shell.Home, ".local/share/plimsoll"), house.Address.ToString(), house.NodeToken);
        var refused = await shell.Type("release list");
        shell.Clock = new Impatient(async () =>
        {
            var code = System.Text.RegularExpressions.Regex.Match(shell.Heard.ToString(), "[A-Z0-9]{4}-[A-Z0-9]{4}").Value;
            await house.Submit("Ada", "/device", "/device", ("code", code), ("answer", "allow"));
        });
        var signed = await shell.Type("signin");
        shell.Clock = TimeProvider.System;

        Assert.Equal((4, true), (refused.Code, refused.Err.Contains("--break-glass", StringComparison.Ordinal)));
        Assert.Equal("Signed in as Ada, for 90 days.\n", signed.Out);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(shell.Home, ".config/plimsoll/tokens")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(0, (await shell.Type("release list")).Code);
        var named = await shell.Type("release list --as Grace");
        Assert.Equal(4, named.Code);
        Assert.Contains("You are signed in as Ada, so `--as` (or PLIMSOLL_AS) is not needed", named.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("signin", named.Err, StringComparison.Ordinal);
        Assert.Contains("Release Manager", (await shell.Type("people list")).Out);
        Assert.Equal(0, (await shell.Type("signout")).Code);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Everything_of_the_settings_works_from_the_command_line()
    {
        await using var house = await AccountsHouse.Open();
        using var shell = new Shell();
        shell["PLIMSOLL_SERVER"] = house.Address.ToString();
        shell["PLIMSOLL_TOKEN_FILE"] = shell.File("token", await house.SignedInToken("Root"));
        string[] lines =
        [
            "people invite Ada ada@example.test --role Developers --for service/shop", "people team shop web",
            "people grant ada@example.test Viewer", "people take ada@example.test Viewer",
            "people list", "role list", "token create ci --may release.seal --for team/web --days 7", "token list",
            "people leave ada@example.test --reason gone",
        ];
        foreach (var line in lines)
        {
            var said = await shell.Type(line);
            Assert.True(said.Code == 0, $"{line}: {said.Err}");
        }
        Assert.Equal(Standing.Left, house.Roster.Organisation.Find(house.IdOf("Ada"))?.Status);
        Assert.Equal("web", house.Roster.Organisation.TeamOf("shop"));
    }

    /// <summary>A clock on which every wait is over as soon as somebody has done something.</summary>
    private sealed class Impatient(Func<Task> first) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan due, TimeSpan period)
        {
            first().ContinueWith(_ => callback(state), TaskScheduler.Default);
            return new Nothing();
        }

        private sealed class Nothing : ITimer
        {
            public bool Change(TimeSpan due, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
