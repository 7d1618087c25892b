using System.Collections.Immutable;
using System.Text;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>How events become stored bodies and come back.</summary>
public sealed class EventNamesTests
{
    private static readonly EventNames Names = new([typeof(TeaServed), typeof(KettleBoiled), typeof(KettleEvent)]);

    private static readonly TeaServed Served = new(
        Tea.EarlGrey,
        new CupId("c1"),
        new StreamName("kettle/1"),
        TimeSpan.FromSeconds(90.5),
        SomeEntry.Noon,
        ["Ada", "Bób \"the\" <baker>"],
        ImmutableSortedDictionary<string, ImmutableArray<CupId>>.Empty.Add("Window Seat", [new CupId("c2")]),
        ImmutableDictionary<CupId, int>.Empty.Add(new CupId("c3"), 2),
        [new Sugar(2), new WildHoney("north")],
        null);

    private static StoredFact Stored(string name, string? body) => new(
        7, new StreamName("kettle/1"), 3, name, SomeEntry.Noon, "ada", "command",
        body is null ? null : Encoding.UTF8.GetBytes(body), null, [], []);

    [Fact]
    public void A_body_is_plain_json_with_ids_and_words_as_text()
    {
        var written = Names.Write(Served);
        Assert.Equal("tea-served", written.Name);
        Assert.Equal(
            """
            {"tea":"earlGrey","cup":"c1","about":"kettle/1",
            "steeped":"00:01:30.5000000","at":"2026-03-02T12:00:00+00:00",
            "guests":["Ada","Bób \"the\" <baker>"],"tables":{"Window Seat":["c2"]},"refills":{"c3":2},
            "sweeteners":[{"$kind":"sugar","lumps":2},{"$kind":"wild-honey","meadow":"north"}]}
            """.Replace("\n", "", StringComparison.Ordinal),
            Encoding.UTF8.GetString(written.Body));
    }

    [Fact]
    public void An_event_comes_back_as_it_was()
    {
        var written = Names.Write(Served);
        var fact = Names.Read(Stored(written.Name, Encoding.UTF8.GetString(written.Body)));
        Assert.Equivalent(Served, fact.Event, strict: true);
        Assert.Equal(
            (7, "kettle/1", 3, new Moment(SomeEntry.Noon, "ada")),
            (fact.Position, fact.Stream.Value, fact.Version, fact.Moment));
    }

    [Fact]
    public void Collections_nobody_set_are_written_and_read_as_empty()
    {
        var bare = Served with { Guests = default, Sweeteners = default };
        Assert.Contains("\"guests\":[]", Encoding.UTF8.GetString(Names.Write(bare).Body), StringComparison.Ordinal);
        var read = Assert.IsType<TeaServed>(Names.Read(Stored("tea-served", """{"tea":"green"}""")).Event);
        Assert.Equal((0, 0), (read.Guests.Length, read.Sweeteners.Length));
        Assert.Empty(read.Tables);
        Assert.Empty(read.Refills);
    }

    [Fact]
    public void An_event_without_details_has_an_empty_body() =>
        Assert.Equal("{}", Encoding.UTF8.GetString(Names.Write(new KettleBoiled()).Body));

    [Theory]
    [InlineData("kettle-descaled", "{}", "kettle-descaled")]
    [InlineData("kettle-boiled", """{"degrees":98}""", "kettle-boiled/degrees")]
    [InlineData("tea-served", """{"tea":"coffee"}""", "tea-served/tea=coffee")]
    [InlineData("tea-served", """{"tea":"green","sweeteners":[{"$kind":"syrup"}]}""", "tea-served/sweeteners.$kind=syrup")]
    [InlineData("tea-served", """{"tea":"green","sweeteners":[{"$kind":"sugar","brown":true}]}""", "tea-served/sweeteners.brown")]
    public void What_a_newer_version_wrote_is_not_guessed_at(string name, string body, string word)
    {
        var problem = Assert.Throws<FactTooNew>(() => Names.Read(Stored(name, body)));
        Assert.Equal((7, word), (problem.Position, problem.Word));
    }

    [Theory]
    [InlineData("""{"degrees":0,"lid":false,"by":"","notes":[],"where":{},"why":null}""")]
    public void What_a_newer_version_added_and_left_empty_says_nothing(string body) =>
        Assert.Equal(new KettleBoiled(), Names.Read(Stored("kettle-boiled", body)).Event);

    [Fact]
    public void The_journals_own_fact_is_kept_as_it_is() =>
        Assert.Equal(new Unknown("fact-redacted", "{\"x\":1}"), Names.Read(Stored("fact-redacted", "{\"x\":1}")).Event);

    [Fact]
    public void Removed_text_reads_as_redacted_and_the_state_survives_it()
    {
        var world = new World();
        world.Apply(Names.Read(Stored("kettle-boiled", "{}")), Kettle.Empty);
        world.Apply(Names.Read(Stored("tea-served", null)), Kettle.Empty);
        world.Apply(Names.Read(Stored("fact-redacted", "{}")), Kettle.Empty);
        Assert.Equal(new Redacted("tea-served"), Names.Read(Stored("tea-served", null)).Event);
        Assert.Equal(1, world.Get<Kettle>(new StreamName("kettle/1")).Boiled);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"tea":3}""")]
    [InlineData("""{"tea":"green","guests":"all"}""")]
    public void A_body_that_does_not_fit_its_name_is_reported_with_its_position(string body)
    {
        var problem = Assert.Throws<FactUnreadable>(() => Names.Read(Stored("tea-served", body)));
        Assert.StartsWith("Position 7 (tea-served) cannot be read", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_events_cannot_have_one_name()
    {
        Type[] twins = [typeof(KettleBoiled), typeof(Other.KettleBoiled)];
        var problem = Assert.Throws<InvalidOperationException>(() => new EventNames(twins));
        Assert.Contains("'kettle-boiled'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_event_of_this_journal_cannot_be_written() =>
        Assert.Throws<ArgumentException>(() => Names.Write(new Unknown("x", "{}")));

    [Fact]
    public void A_stream_begins_with_the_empty_state_of_its_kind()
    {
        var kinds = new StateKinds([typeof(Kettle), typeof(TeaServed)]);
        Assert.Same(Kettle.Empty, kinds.EmptyOf(new StreamName("kettle/1")));
        Assert.Equal(["kettle"], kinds.All.Keys);
        Assert.NotNull(kinds.EmptyOf(new StreamName("samovar/1")));
    }

    private static class Other
    {
        public sealed record KettleBoiled : KettleEvent;
    }
}
