using System.Net;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class DeclaringOverHttp
{
    [Fact]
    public async Task One_request_declares_and_the_answer_names_the_incident()
    {
        await using var house = await IncidentHouse.Open();

        var declared = await house.Post<DeclaredView>("Ada", "incidents/declare", new DeclareBody(
            "Checkout fails", "critical", "storefront", Symptoms: "Baskets are empty", Security: true));

        Assert.Equal(("INC-1", "critical", "storefront"), (declared.Id, declared.Severity, declared.Service));
        var incident = await house.Get<IncidentDetail>("incidents/1");
        Assert.Equal("Ada", incident.DeclaredBy);
        Assert.Equal("Baskets are empty", Assert.Single(incident.Timeline, e => e.Kind == "alarm").Detail[16..]);
        Assert.True(incident.SecurityNeeded);
        Assert.Equal("Grace", incident.Lead.Offered);
        Assert.Equal(19, incident.Duties.Length);
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_incident_whatever_was_declared_since()
    {
        await using var house = await IncidentHouse.Open();

        var first = await house.Declare(key: "k-1");
        var other = await house.Declare("Search is slow");
        var again = await house.Declare(key: "k-1");

        Assert.Equal(("INC-1", "INC-2"), (first.Id, other.Id));
        Assert.Equal((first.Id, first.Position), (again.Id, again.Position));
        Assert.Equal(2, (await house.Get<IncidentSummary[]>("incidents")).Length);
    }

    [Fact]
    public async Task A_key_is_not_taken_for_another_incident()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare(key: "k-1");

        var (status, sentence) = await house.Refused(
            "Ada", "incidents/declare", new DeclareBody("Search is slow", "low"), "k-1");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("was used for another request", sentence, StringComparison.Ordinal);
        Assert.Single(await house.Get<IncidentSummary[]>("incidents"));
    }

    [Fact]
    public async Task The_same_request_twice_at_once_is_one_incident()
    {
        await using var house = await IncidentHouse.Open();

        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => house.Declare(key: "k-1")));

        Assert.All(both, declared => Assert.Equal("INC-1", declared.Id));
        Assert.Single(await house.Get<IncidentSummary[]>("incidents"));
    }

    [Fact]
    public async Task Twenty_declared_at_once_get_twenty_numbers_without_a_gap()
    {
        await using var house = await IncidentHouse.Open();

        var all = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => house.Declare($"Trouble {n}")));

        Assert.Equal(Enumerable.Range(1, 20), all.Select(d => int.Parse(d.Id[4..])).Order());
        var listed = await house.Get<IncidentSummary[]>("incidents");
        Assert.Equal(all.Select(d => (d.Id, d.Title)).Order(), listed.Select(i => (i.Id, i.Title)).Order());
    }

    [Fact]
    public async Task The_page_is_among_what_is_still_to_be_sent()
    {
        await using var house = await IncidentHouse.Open();

        var declared = await house.Declare();

        Assert.Contains(declared.ToSend, s => s.To == "ada@example.test"
            && s.Title.Contains("Checkout fails", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("storefront", "", "severe", "is no severity")]
    [InlineData("shop", "", "high", "There is no service shop")]
    [InlineData("", "9.9.9", "high", "No service has a release 9.9.9")]
    public async Task What_cannot_be_is_said_and_nothing_is_declared(
        string service, string version, string severity, string why)
    {
        await using var house = await IncidentHouse.Open();

        var (_, sentence) = await house.Refused(
            "Ada", "incidents/declare", new DeclareBody("Checkout fails", severity, service, version));

        Assert.Contains(why, sentence, StringComparison.Ordinal);
        Assert.Empty(await house.Get<IncidentSummary[]>("incidents"));
    }

    [Fact]
    public async Task A_release_names_its_service_unless_two_have_the_same_version()
    {
        await using var house = await IncidentHouse.Open();
        await house.Describe("warehouse");
        house.Repository.Commit("Sell things", "app.sh");
        house.Repository.Git("tag", "v1.0.0");
        await house.Post("Grace", "releases/create", new CreateReleaseBody("storefront", "1.0.0", "minor", "", ""));

        var declared = await house.Post<DeclaredView>(
            "Ada", "incidents/declare", new DeclareBody("Checkout fails", "high", Version: "1.0.0"));
        await house.Post("Grace", "releases/create", new CreateReleaseBody("warehouse", "1.0.0", "minor", "", ""));
        var (_, sentence) = await house.Refused(
            "Ada", "incidents/declare", new DeclareBody("Checkout fails", "high", Version: "1.0.0"));

        Assert.Equal("storefront", declared.Service);
        Assert.Contains("2 services have a release 1.0.0: storefront, warehouse. Say which: --service storefront",
            sentence, StringComparison.Ordinal);
    }
}
