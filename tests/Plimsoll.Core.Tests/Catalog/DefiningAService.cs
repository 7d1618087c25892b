using System.Collections.Immutable;
using System.Text.Json;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class DefiningAService
{
    private static readonly Moment Now = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), "ada");

    [Fact]
    public void The_first_time_it_is_defined()
    {
        var ruling = Define(Service.Empty, Tiny);

        Assert.Equal(new ServiceDefined(Tiny), Assert.Single(ruling.Events));
        var service = After(Service.Empty, ruling);
        Assert.Equal((Tiny, 1), (service.Definition, service.Revision));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Applying_it_twice_changes_nothing(bool example)
    {
        var text = example ? Rooted(ServiceFiles.Example) : Rooted(ServiceFiles.Small);
        var service = After(Service.Empty, Define(Service.Empty, text()));

        var again = Define(service, text());

        Assert.True(again.Accepted);
        Assert.Empty(again.Events);
    }

    [Fact]
    public void Any_difference_is_a_new_revision()
    {
        var service = After(Service.Empty, Define(Service.Empty, Tiny));

        ImmutableArray<ServiceDefinition> others =
        [
            Tiny with { Title = "Tiny!" },
            Tiny with { Guide = "other.md" },
            Tiny with { People = Tiny.People.Add("PM", ["bo"]) },
            Tiny with { Environments = [Tiny.Environments[0], Tiny.Environments[1] with { Keep = 6 }] },
            Tiny with { Smoke = Tiny.Smoke with { Http = [Tiny.Smoke.Http[0] with { Status = 204 }] } },
        ];

        Assert.All(others, other => Assert.Equal(2, After(service, Define(service, other)).Revision));
    }

    [Fact]
    public void It_cannot_change_its_name()
    {
        var service = After(Service.Empty, Define(Service.Empty, Tiny));

        var refusal = Define(service, Tiny with { Name = "wee" }).Refusal;

        Assert.Equal(RefusalKind.Invalid, refusal?.Kind);
        Assert.Equal(
            "This is the service tiny, and a name is part of every address, so it cannot become wee. "
            + "Apply the definition as a new service named wee.",
            refusal?.Reason);
    }

    [Fact]
    public void What_cannot_work_is_refused_with_everything_that_is_wrong()
    {
        var refusal = Define(Service.Empty, Tiny with { Name = "Tiny", TagPattern = "v" }).Refusal;

        Assert.Equal(RefusalKind.Invalid, refusal?.Kind);
        Assert.EndsWith("And 1 more.", refusal?.Reason, StringComparison.Ordinal);
        Assert.Equal(2, refusal?.Blockers.Count);
        Assert.StartsWith("name: `Tiny` cannot be a name.", refusal?.Blockers[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_path_means_nothing_on_the_server()
    {
        var refusal = Define(Service.Empty, ServiceFiles.OnlyService(ServiceFiles.Small)).Refusal;

        Assert.Equal(["repository: `.` is relative, and the server does not know to which folder. Give the full path, "
            + "or apply the file with `plimsoll service apply`, which completes it."],
            refusal?.Blockers.Select(b => b.Sentence));
    }

    [Theory]
    [InlineData("https://git.example.org/tiny.git")]
    [InlineData("git@git.example.org:tiny.git")]
    [InlineData("file:///srv/git/tiny")]
    [InlineData("/srv/git/tiny")]
    public void A_repository_is_a_full_path_or_an_address(string repository) =>
        Assert.True(Define(Service.Empty, Tiny with { Repository = repository }).Accepted);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "Name": "tiny" }""")]
    [InlineData("""{ "Name": "tiny", "Environments": [null] }""")]
    [InlineData("""{ "Name": "tiny", "Environments": [{ "Name": "staging" }], "People": { "PM": [null] } }""")]
    public void A_request_that_leaves_things_out_is_refused_not_broken(string json)
    {
        var definition = JsonSerializer.Deserialize<ServiceDefinition>(json);

        Assert.Equal(RefusalKind.Invalid, Define(Service.Empty, definition!).Refusal?.Kind);
    }

    [Fact]
    public void Gates_observe_for_ninety_days_at_most_and_are_not_prolonged()
    {
        var start = new DateOnly(2026, 1, 5);
        Assert.False(Define(Service.Empty, Tiny with { ObserveUntil = start.AddDays(91) }).Accepted);

        var service = After(Service.Empty, Define(Service.Empty, Tiny with { ObserveUntil = start.AddDays(60) }));
        var later = Now with { At = Now.At.AddDays(50) };
        var prolonged = new DefineService(Tiny with { ObserveUntil = start.AddDays(91) }).Decide(service, later);
        var kept = new DefineService(Tiny with { ObserveUntil = start.AddDays(90) }).Decide(service, later);

        Assert.Contains("until 2026-04-05", prolonged.Refusal?.Reason, StringComparison.Ordinal);
        Assert.True(kept.Accepted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_defined_survives_the_journal(bool web)
    {
        var options = web ? JsonSerializerOptions.Web : JsonSerializerOptions.Default;
        var before = new ServiceDefined(Rooted(ServiceFiles.Example)());

        var json = JsonSerializer.Serialize(before, options);
        var after = JsonSerializer.Deserialize<ServiceDefined>(json, options);

        Assert.True(SameDefinition.As(before.Definition, after?.Definition));
        Assert.Equal(json, JsonSerializer.Serialize(after, options));
        Assert.DoesNotContain("IsProduction", json, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Define(before.Apply(Service.Empty, Now), after!.Definition).Events);
    }

    private static ServiceDefinition Tiny { get; } = Rooted(ServiceFiles.Small)();

    private static Func<ServiceDefinition> Rooted(string text) =>
        () => Plimsoll.Files.Catalog.ServiceRoot.At("/home/ada/tiny", ServiceFiles.OnlyService(text));

    private static Ruling<ServiceEvent> Define(Service service, ServiceDefinition definition) =>
        new DefineService(definition).Decide(service, Now);

    private static Service After(Service service, Ruling<ServiceEvent> ruling)
    {
        Assert.True(ruling.Accepted, ruling.Refusal?.Reason);
        return ruling.Events.Aggregate(service, (s, e) => e.Apply(s, Now));
    }
}
