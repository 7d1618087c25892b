using System.Net;
using System.Text.Json;
using Plimsoll.Core.Access;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Access;
using Plimsoll.Server.Tests.Drivers;
using Plimsoll.Server.Tests.Incidents;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Sending;

/// <summary>A request that is sent again under its key, because its answer was lost, happens once and is answered as before, whatever it
/// means by then.</summary>
public sealed class SentTwice
{
    private const string Key = "k-1";
    private const string Production = "services/storefront/production";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lane_is_held_once()
    {
        await using var house = await IncidentHouse.Open();

        await Twice(house, $"{Production}/hold", new PlaceHoldBody("fair day"));

        Assert.Single(Lane(house).Holds);
    }

    [Fact]
    public async Task A_rollback_is_asked_for_once()
    {
        await using var house = await IncidentHouse.Open();
        foreach (var version in new[] { "1.0.0", "1.1.0" }) await Adopt(house, version);

        await Twice(house, $"{Production}/rollback", new RollbackBody("slow"));

        Assert.Single(Lane(house).Bad);
    }

    [Fact]
    public async Task What_waited_is_cancelled_though_it_does_not_wait_any_more()
    {
        await using var house = await IncidentHouse.Open();
        await Sealed(house);
        await house.Post("Grace", "services/storefront/staging/hold", new PlaceHoldBody("fair day"));
        await Sent(house, Core.Deployments.Lane.StreamOf("storefront", "staging"),
            new QueueDeployment("storefront-1", "storefront", "staging", "1.1.0", "", ""));
        await Bench.Until(() => house.Desk.World.Get<Deployment>(Deployment.StreamOf("storefront-1")).Exists);

        await Twice(house, "deployments/storefront-1/cancel", new ReasonBody("wrong one"));
    }

    [Fact]
    public async Task A_release_is_shipped_once()
    {
        await using var house = await IncidentHouse.Open();
        await Sealed(house);

        await Twice(house, "releases/storefront/1.1.0/ship", new { });

        Assert.Single(house.Desk.World.All<Shipment>());
    }

    [Fact]
    public async Task What_happened_five_minutes_ago_is_noted_once_though_that_is_another_time_by_now()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();

        await Twice(house, "incidents/INC-1/note-action", new NoteBody("restarted the queue", "-5m"));

        Assert.Single(house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1")).Timeline,
            entry => entry.Sentence.Contains("restarted the queue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evidence_is_given_once()
    {
        await using var house = await IncidentHouse.Open();
        await Sealed(house);

        await Twice(house, "releases/storefront/1.1.0/evidence",
            new EvidenceBody("hand", "ci-green", "passed"u8.ToArray(), "", "", ""));

        Assert.Single(house.Desk.World.Get<Release>(Release.StreamOf("storefront", "1.1.0")).Evidence);
    }

    [Fact]
    public async Task A_removal_is_asked_for_and_confirmed_once()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        var found = JsonSerializer.Deserialize<FoundView[]>(
            await at.Post("Sam", "journal/find", new FindBody($"{PrivateHouse.Canary} note")), JsonSerializerOptions.Web)!;

        foreach (var (who, path, body) in ((string, string, object)[])
            [("Sam", "ask", new RemovalBody("a name", [found[0].Place])), ("Root", "1/confirm", new { })])
        {
            var first = await at.Post(who, $"journal/removals/{path}", body, Key);
            Assert.Equal(first, await at.Post(who, $"journal/removals/{path}", body, Key));
        }

        Assert.Equal(RemovalStatus.Confirmed, Assert.Single(at.House.Desk.World.Get<Removals>(Removals.Stream).All).Status);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("withdraw")]
    public async Task A_proposal_that_was_settled_is_settled_though_it_is_none_any_more(string verb)
    {
        await using var house = await IncidentHouse.Open();
        await Sent(house, GuideBook.Stream, new ApplyPlaybook(ProposedGuide.ByTwo(ProposedGuide.Reference), ProposedGuide.Reference));
        var revision = ProposedGuide.ByTwo(ProposedGuide.Revision);
        Assert.IsType<Answer.Accepted>(await house.Desk.Send(
            GuideBook.Stream, new ProposePlaybook(revision, ProposedGuide.Revision), "Dana", Stop));

        var body = new ProposalBody(revision.Playbook.Hash[..8]);
        var first = await house.Post<GuideChangeView>("Grace", $"guide/{verb}", body, Key);
        var again = await house.Post<GuideChangeView>("Grace", $"guide/{verb}", body, Key);

        Assert.Equal((first.Position, false), (again.Position, again.Proposed));
        Assert.StartsWith(body.Hash, again.Playbook, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_are_one_and_all_are_told_so()
    {
        await using var house = await IncidentHouse.Open();
        foreach (var version in new[] { "1.0.0", "1.1.0" }) await Adopt(house, version);

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => house.Post<JsonElement>("Grace", $"{Production}/rollback", new RollbackBody("slow"), Key)));

        Assert.Single(all.Select(one => one.GetRawText()).Distinct());
    }

    [Fact]
    public async Task The_key_is_not_taken_for_another_body()
    {
        await using var house = await IncidentHouse.Open();
        await house.Post<JsonElement>("Grace", $"{Production}/hold", new PlaceHoldBody("fair day"), Key);

        var (status, sentence) = await house.Refused(
            "Grace", $"{Production}/hold", new PlaceHoldBody("another day"), Key);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("was used for another request", sentence, StringComparison.Ordinal);
        Assert.Single(Lane(house).Holds);
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\ud83d")]
    [InlineData("🚀", 179)]
    public void Whatever_somebody_calls_a_request_can_be_kept(string sign, int before = 0)
    {
        var id = CommandIds.Of($"{new string('a', before)}{sign}{new string('b', before)}");

        Assert.True(WholeText.Is(id) && id is { Length: > 0 and <= 256 } && !id.Contains('\0'), id);
    }

    private static async Task Twice(IncidentHouse house, string path, object body)
    {
        var first = await house.Post<JsonElement>("Grace", path, body, Key);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await house.Post<JsonElement>("Grace", path, body, Key);

        Assert.Equal(first.GetRawText(), again.GetRawText());
    }

    private static Lane Lane(IncidentHouse house) =>
        house.Desk.World.Get<Lane>(Core.Deployments.Lane.StreamOf("storefront", "production"));

    private static Task Adopt(IncidentHouse house, string version) =>
        Sent(house, Core.Deployments.Lane.StreamOf("storefront", "production"),
            new AdoptVersion("storefront", "production", version, $"storefront-{version}.tar", $"{version}-digest", ["one"]));

    private static async Task Sent(IncidentHouse house, StreamName stream, Command command) =>
        Assert.IsType<Answer.Accepted>(await house.Desk.Send(stream, command, "Grace", Stop));

    private static async Task Sealed(IncidentHouse house)
    {
        var release = Release.StreamOf("storefront", "1.1.0");
        await Sent(house, release, new CreateRelease("storefront", "1.1.0", ReleaseType.Minor, "", null, ""));
        await Sent(house, release, new SealCandidate("c0ffee", "app.sh", "d1",
            house.Desk.World.Get<GuideBook>(GuideBook.Stream).NewestHash, ["Somebody Else"], []));
    }
}
