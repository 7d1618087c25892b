using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using Plimsoll.Server.Tests.Site;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>A house of more services than one can list: what needs somebody comes first, and no page looks at all of them.</summary>
public sealed class ALargeHouse
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 14, 36, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("first page")]
    [InlineData("list of releases")]
    [InlineData("list of deployments")]
    [InlineData("page of a release")]
    public void Costs_a_page_what_a_house_of_few_services_does(string page)
    {
        var (few, many) = (Looks(30, 1, page), Looks(300, 1, page));
        Assert.InRange(few, 1, 400);
        Assert.Equal(few, many);
    }

    [Theory]
    [InlineData("first page")]
    [InlineData("list of releases")]
    [InlineData("list of deployments")]
    [InlineData("page of a release")]
    public void Costs_a_page_what_a_house_with_a_short_past_does(string page) =>
        Assert.Equal(Looks(30, 60, page), Looks(30, 180, page));

    [Fact]
    public void Shows_in_the_frame_the_services_that_need_somebody_the_worst_first_and_how_many_there_are()
    {
        var world = Grown(300, 1);
        foreach (var number in Enumerable.Range(100, 25)) Hold(world, Name(number));
        Drift(world, Name(7));
        var house = Frame(Sighted(world));
        Assert.Equal(Enumerable.Range(100, 20).Select(Title), house.Services.Select(s => s.Title));
        Assert.All(house.Services, s => Assert.Equal("on hold", s.Sign.Word));
        Assert.Equal((300, true), (house.AllServices, house.IsLarge));
    }

    [Fact]
    public void Shows_no_service_in_the_frame_where_none_needs_somebody()
    {
        var house = Frame(Sighted(Grown(21, 1)));
        Assert.Equal((0, 21), (house.Services.Count, house.AllServices));
    }

    [Fact]
    public void Of_twenty_services_shows_each_with_its_state_and_no_way_to_others()
    {
        var house = Frame(Sighted(Grown(20, 1)));
        Assert.Equal(Enumerable.Range(1, 20).Select(Title), house.Services.Select(s => s.Title));
        Assert.False(house.IsLarge);
        var overview = OverviewPageView.Of(Sighted(Grown(20, 1)), "", 0);
        Assert.Equal((20, null, null), (overview.Services.Count, overview.Find, overview.Part));
    }

    [Fact]
    public void Shows_what_runs_where_a_page_at_a_time_what_needs_somebody_before_the_others()
    {
        var world = Grown(60, 1);
        Hold(world, Name(50));
        Drift(world, Name(40));
        var sight = Sighted(world);
        var (first, last) = (OverviewPageView.Of(sight, "", 0), OverviewPageView.Of(sight, "", 45));
        Assert.Equal([Title(50), Title(40), Title(1), Title(2)], first.Services.Take(4).Select(s => s.Title));
        Assert.Equal(new PartView(0, 15, 60, "", "/?from=15#matrix"), first.Part);
        Assert.Equal(new PartView(45, 15, 60, "/?from=30#matrix", ""), last.Part);
        Assert.Equal("46–60 of 60", last.Part?.Sentence);
        Assert.Equal(60, new[] { 0, 15, 30, 45 }.SelectMany(f => OverviewPageView.Of(sight, "", f).Services).DistinctBy(s => s.Name).Count());
    }

    [Fact]
    public async Task Says_beyond_the_last_page_that_there_are_no_more_and_leads_to_the_first()
    {
        var world = Grown(60, 1);
        await using var site = await TestSite.Start(
            app => app.MapGet("/", (HttpContext http) => http.Page<OverviewPage, OverviewView>(OverviewPageView.Of(Sighted(world), "", 100_000))),
            _ => Frame(Sighted(world)));
        using var browser = await site.LetIn();
        var page = await browser.GetStringAsync("/");
        Assert.Contains("No more services", page);
        Assert.DoesNotContain("No such service", page);
        Assert.Contains("<a class=\"btn\" href=\"/#matrix\">The first services</a>", page);
    }

    [Theory]
    [InlineData("service-7", new[] { 7 })]
    [InlineData("SERVICE 007", new[] { 7 })]
    [InlineData("no such thing", new int[0])]
    public void Finds_one_service_by_its_name_or_title(string text, int[] found) =>
        Assert.Equal(found.Select(Title), OverviewPageView.Of(Sighted(Grown(60, 1)), text, 0).Services.Select(s => s.Title));

    [Fact]
    public void Narrows_a_list_by_a_field_and_offers_what_may_have_been_meant()
    {
        var sight = Sighted(Grown(60, 2));
        var (all, one, some) = (ReleasesPageView.Of(sight, "", 0), ReleasesPageView.Of(sight, Name(7), 0), ReleasesPageView.Of(sight, "e-5", 0));
        Assert.Equal(["All"], all.Filters.Select(f => f.Title));
        Assert.Equal(new FindView("/releases", "service", ""), all.Find);
        Assert.Equal(["All", Title(7)], one.Filters.Select(f => f.Title));
        Assert.Equal(2, one.Rows.Count);
        Assert.Equal([.. Enumerable.Range(50, 10).Prepend(5).Select(Title).Prepend("All")], some.Filters.Select(f => f.Title));
        Assert.Empty(some.Rows);
    }

    [Fact]
    public void Counts_nothing_that_who_looks_may_not_see()
    {
        var world = Grown(60, 1);
        Hold(world, Name(1));
        Hold(world, Name(2));
        var sight = new Sight(world.SeenThrough((stream, state) => stream.Value.Contains(Name(1), StringComparison.Ordinal) ? null : state), Now, "Ada");
        var house = Frame(sight);
        // service-1 and service-10 to service-19.
        Assert.Equal(49, house.AllServices);
        Assert.Equal([Title(2)], house.Services.Select(s => s.Title));
        Assert.Equal(Title(2), OverviewPageView.Of(sight, "", 0).Services[0].Title);
        Assert.Empty(OverviewPageView.Of(sight, Name(10), 0).Services);
    }

    [Fact]
    public void Knows_the_services_of_who_reads_by_scope_until_a_right_changes()
    {
        var world = Grown(60, 1);
        var organisation = Organisation.Stream;
        Tell(world, organisation, new PersonInvited("person:tess"), Organisation.Empty);
        Tell(world, organisation, new PersonJoined("person:tess"), Organisation.Empty);
        Tell(world, organisation, new ReadingChanged(true, "contractors"), Organisation.Empty);
        Tell(world, organisation, new RoleGranted("person:tess", Roles.Developers, $"service/{Name(7)}"), Organisation.Empty);
        KnownServices Seen() => KnownServices.In(Viewer.Of(world, "person:tess").Catalogue);
        var before = Seen();
        Hold(world, Name(7));
        Assert.Same(before, Seen());
        Assert.Equal([Title(7)], before.All.Select(s => s.Title));
        Tell(world, organisation, new RoleGranted("person:tess", Roles.Developers, $"service/{Name(8)}"), Organisation.Empty);
        Assert.Equal([Title(7), Title(8)], Seen().All.Select(s => s.Title));
    }

    [Fact]
    public void Counts_a_release_as_open_until_production_knows_it_and_again_when_it_goes_out_once_more()
    {
        var world = Grown(30, 1);
        Create(world, Name(3), "9.0.0");
        Assert.Single(OpenReleases.Of(Sighted(world)));
        Seal(world, Name(3), "9.0.0");
        Adopt(world, Name(3), "9.0.0");
        Assert.Empty(OpenReleases.Of(Sighted(world)));
        var lane = Lane.StreamOf(Name(3), "production");
        Tell(world, lane, new DeploymentQueued(Name(3), "production", Order("again", "9.0.0")), Lane.Empty);
        Tell(world, lane, new SlotTaken("again", []), Lane.Empty);
        Assert.Single(OpenReleases.Of(Sighted(world)));
    }

    [Fact]
    public async Task Leads_from_every_page_to_all_services_and_finds_one_where_no_script_runs()
    {
        var world = Grown(60, 1);
        await using var site = await TestSite.Start(
            app =>
            {
                app.MapGet("/", (HttpContext http) => http.Page<OverviewPage, OverviewView>(OverviewPageView.Of(Sighted(world), "", 0)));
                app.MapGet("/releases", (HttpContext http) => http.Page<ReleasesPage, ReleasesView>(ReleasesPageView.Of(Sighted(world), "", 0)));
            },
            _ => Frame(Sighted(world)));
        using var browser = await site.LetIn();
        var (overview, releases) = (await browser.GetStringAsync("/"), await browser.GetStringAsync("/releases"));
        Assert.All([overview, releases], page => Assert.Equal(2, Regex.Count(page, "href=\"/#matrix\">.*All 60 services</a>")));
        Assert.Matches("<form [^>]*method=\"get\" action=\"/#matrix\"[^>]*>\\s*<input name=\"find\"", overview);
        Assert.Matches("<form [^>]*method=\"get\" action=\"/releases\"[^>]*>\\s*<input name=\"service\"", releases);
        Assert.Contains("<a class=\"btn\" href=\"/?from=15#matrix\">More services</a>", overview);
        Assert.Matches("<input id=\"service\" name=\"service\"[^>]* required", releases);
        Assert.DoesNotContain(Name(60), releases[..releases.IndexOf("<main", StringComparison.Ordinal)]);
    }

    /// <summary>States that a page looks at, once what seldom changes is known.</summary>
    private static int Looks(int services, int releases, string page)
    {
        var world = Grown(services, releases);
        var looks = 0;
        var view = world.SeenThrough((_, state) =>
        {
            looks++;
            return state;
        });
        Show(view, page);
        Hold(world, Name(2));
        looks = 0;
        Show(view, page);
        return looks;
    }

    private static void Show(World world, string page)
    {
        var sight = new Sight(world, Now, "Ada");
        object view = page switch
        {
            "first page" => OverviewPageView.Of(sight, "", 0),
            "list of releases" => ReleasesPageView.Of(sight, Name(5), 0).Rows.Take(1).ToList(),
            "list of deployments" => DeploymentsPageView.Of(sight, Name(5), 0),
            _ => ReleasePageView.Of(sight, sight.Release(Name(5), "1.0.0")),
        };
        Assert.NotNull(view);
        Assert.NotNull(Frame(sight));
    }

    private static House Frame(Sight sight) => Houses.Of(sight, 0, Standby.Of("/nowhere"));

    private static Sight Sighted(World world) => new(world, Now, "Ada");

    private static string Name(int number) => $"service-{number}";

    private static string Title(int number) => $"Service {number:000}";

    /// <summary>Services whose releases are all out.</summary>
    private static World Grown(int services, int releases)
    {
        var world = new World();
        for (var number = 1; number <= services; number++)
        {
            var yaml = SomeService.Yaml(Name(number), Title(number), "ask", "/repository", "/targets");
            var definition = Assert.Single(ServiceFileReader.Read("plimsoll.yaml", yaml).Services);
            Tell(world, Service.StreamOf(Name(number)), new ServiceDefined(definition), Service.Empty);
            for (var release = 0; release < releases; release++)
            {
                Create(world, Name(number), $"1.{release}.0");
                Seal(world, Name(number), $"1.{release}.0");
                Adopt(world, Name(number), $"1.{release}.0");
                Deploy(world, Name(number), $"1.{release}.0");
            }
        }
        return world;
    }

    private static void Create(World world, string service, string version) => Tell(world, Release.StreamOf(service, version),
        new ReleaseCreated(service, version, ReleaseType.Minor, "", ""), Release.Empty);

    private static void Seal(World world, string service, string version) => Tell(world, Release.StreamOf(service, version),
        new CandidateSealed(1, "c0ffee", "app.sh", version, "", ["Ben"], []), Release.Empty);

    private static void Adopt(World world, string service, string version) => Tell(world, Lane.StreamOf(service, "production"),
        new VersionAdopted(service, "production", version, "app.sh", version, ["one"]), Lane.Empty);

    private static void Deploy(World world, string service, string version)
    {
        var (id, order) = ($"{service}-{version}-1-production", Order("", version));
        Tell(world, Deployment.StreamOf(id), new DeploymentRequested(id, service, "production", order with { Deployment = id }), Deployment.Empty);
        Tell(world, Deployment.StreamOf(id), new DeploymentEnded(DeploymentStatus.Succeeded, "It runs.", false), Deployment.Empty);
    }

    private static void Hold(World world, string service) => Tell(world, Lane.StreamOf(service, "production"),
        new HoldPlaced(service, "production", $"hold-{service}", "the sale"), Lane.Empty);

    private static void Drift(World world, string service) => Tell(world, Lane.StreamOf(service, "production"),
        new TargetDrifted("one", "1.0.0", "0.9.0"), Lane.Empty);

    private static Queued Order(string id, string version) =>
        new(id, version, 1, "app.sh", version, DeploymentKind.Deploy, "", "Ada", Now, "");

    private static void Tell(World world, StreamName stream, Event fact, object empty) => world.Apply(
        new Fact(world.Position + 1, stream, world.VersionOf(stream) + 1, fact, new Moment(Now.AddSeconds(world.Position), "Ada")), empty);
}
