using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Guide;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Guide;

/// <summary>The form of the guide page takes the guide with its sidecar and what it links to, and loses none of
/// them on the way to being applied.</summary>
public sealed class BringingFiles
{
    private const string Guide = "# Ours\n\n## Deployment\n- [ ] Readiness checklist completed ([readiness](ready.md))\n"
        + "- [ ] Deploy to production\n";

    [Fact]
    public async Task Chosen_files_are_told_apart_and_come_along_when_it_is_applied()
    {
        var (guide, _) = await Of([], ("ready.md", "# Ready\n\n- [ ] Gulls fed\n"), ("ours.md", Guide),
            ("ours.plimsoll.yaml", "retrospective: booked\n"));
        Assert.Equal(("ours.md", "ours.plimsoll.yaml", "ready.md"),
            (guide?.File, guide?.Sidecar?.Name, guide?.Linked?.Single().Name));

        var (applied, _) = await Of(new() { ["name"] = "ours.md", ["text"] = Guide, ["files"] = GuideUpload.Carry(guide!) });
        var (one, other) = (GuideChange.Of(guide!).Compilation.Playbook, GuideChange.Of(applied!).Compilation.Playbook);
        Assert.Equal(one.Hash, other.Hash);
        Assert.True(other.Settings.RetrospectiveBooked);
    }

    [Fact]
    public async Task Nothing_is_lost_without_a_sidecar_where_there_never_was_one_also_once_the_server_was_started_again()
    {
        await using var house = await LiveHouse.Open();
        await house.Stop();
        await house.Start();

        var page = (await house.Fill("Grace", "/guide/check", ("name", "ours.md"), ("text", Guide))).Html;

        Assert.Contains("It can be applied", page, StringComparison.Ordinal);
        Assert.DoesNotContain("was applied with", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_lies_in_the_folder_that_the_guide_says()
    {
        var (guide, _) = await Of([],
            ("gulls.md", "# Gulls\n\n- [ ] Gulls fed\n"),
            ("ours.md", "# Ours\n\n## Deployment\n- [ ] Readiness checklist completed ([readiness](lists/ready.md))\n- [ ] Deploy to production\n"),
            ("ready.md", "# Ready\n\n- [ ] [Gull checklist](../birds/gulls.md) completed\n"));

        Assert.Equal(["lists/ready.md", "birds/gulls.md"], guide!.Linked!.Value.Select(file => file.Name));
        Assert.Contains(GuideChange.Of(guide).Compilation.Playbook.Checks, check => check.Text == "Gulls fed");
    }

    [Fact]
    public async Task What_cannot_be_read_is_said()
    {
        Assert.Contains("Two files called a.md", (await Of([], ("a.md", "x"), ("a.md", "y"))).Trouble, StringComparison.Ordinal);
        Assert.Contains("Nothing is there", (await Of([])).Trouble, StringComparison.Ordinal);
        Assert.Contains("did not arrive whole",
            (await Of(new() { ["text"] = Guide, ["files"] = "{" })).Trouble, StringComparison.Ordinal);
        Assert.Contains("one sidecar", (await Of([], ("a.yaml", "x"), ("b.yml", "y"))).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guide_without_the_sidecar_of_the_one_in_force_is_told_so_before_it_is_applied()
    {
        await using var house = await LiveHouse.Open();
        var guide = new ApplyGuide("ours.md", Encoding.UTF8.GetBytes(Guide),
            new NamedFile("ours.plimsoll.yaml", Encoding.UTF8.GetBytes("roles: {Gull Whisperer: QA Lead}\n")));
        Assert.IsType<Answer.Accepted>(await house.Desk.Send(GuideBook.Stream,
            new ApplyPlaybook(GuideChange.Of(guide).Compilation, Guide), "Grace", TestContext.Current.CancellationToken));

        var sight = new Sight(house.Desk.World, DateTimeOffset.UnixEpoch, "Grace");
        Assert.Contains("applied with `ours.plimsoll.yaml`",
            CheckedGuides.Of(sight, guide with { Sidecar = null }).Checked?.Lost, StringComparison.Ordinal);
        Assert.Equal("", CheckedGuides.Of(sight, guide).Checked?.Lost);
    }

    private static Task<(ApplyGuide? Guide, string Trouble)> Of(
        Dictionary<string, StringValues> fields, params (string Name, string Text)[] files)
    {
        var http = new DefaultHttpContext();
        var chosen = new FormFileCollection();
        foreach (var (name, bytes) in files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text))))
            chosen.Add(new FormFile(new MemoryStream(bytes), 0, bytes.Length, "file", name));
        http.Request.ContentType = "application/x-www-form-urlencoded";
        http.Request.Form = new FormCollection(fields, chosen);
        return GuideUpload.Of(http, TestContext.Current.CancellationToken);
    }
}
