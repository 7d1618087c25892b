using System.Text;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>What a version says that it knows, and how another judges by it what it may write.</summary>
public sealed class WordsOfAVersion
{
    private static readonly Vocabulary Known = new EventNames([typeof(TeaServed), typeof(KettleBoiled)]).Words;

    [Fact]
    public void They_are_names_members_and_what_a_member_may_be() => Assert.Equal(
        """
        fact-redacted
        fact-redacted{}
        kettle-boiled
        tea-served
        tea-served/about
        tea-served/at
        tea-served/cup
        tea-served/guests
        tea-served/note
        tea-served/refills
        tea-served/refills{}
        tea-served/steeped
        tea-served/sweeteners
        tea-served/sweeteners.$kind=sugar
        tea-served/sweeteners.$kind=wild-honey
        tea-served/sweeteners.lumps
        tea-served/sweeteners.meadow
        tea-served/tables
        tea-served/tables{}
        tea-served/tea
        tea-served/tea=
        tea-served/tea=earlGrey
        tea-served/tea=green
        """,
        Known.Text);

    [Theory]
    [InlineData("tea-served", """{"tea":"green","note":"coffee","tables":{"any name":["c1"]}}""", null)]
    [InlineData("tea-served", """{"tea":"coffee"}""", "tea-served/tea=coffee")]
    [InlineData("tea-served", """{"iced":true}""", "tea-served/iced")]
    [InlineData("tea-served", """{"iced":false,"biscuits":[]}""", null)]
    [InlineData("tea-served", """{"sweeteners":[{"$kind":"sugar","lumps":1},{"$kind":"syrup"}]}""", "tea-served/sweeteners.$kind=syrup")]
    [InlineData("kettle-descaled", "{}", "kettle-descaled")]
    [InlineData("fact-redacted", """{"position":1,"rest":"{}"}""", null)]
    public void A_fact_is_understood_where_all_it_says_is_known(string name, string body, string? missing) =>
        Assert.Equal(missing, Known.Missing(name, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void All_that_a_version_writes_it_knows_itself()
    {
        for (var turn = 0; turn < 12; turn++)
            foreach (var type in EventNames.OfCore.Types.Values)
            {
                var written = EventNames.OfCore.Write(new Filled(turn).Of(type));
                Assert.Null(EventNames.OfCore.Words.Missing(written.Name, written.Body));
                var stored = new StoredFact(1, new StreamName("a/b"), 1, written.Name, SomeEntry.Noon, "ada", "c", written.Body, null, [], []);
                Assert.Equal(written.Body, EventNames.OfCore.Write(EventNames.OfCore.Read(stored).Event).Body);
            }
    }

    [Fact]
    public void They_are_the_same_after_they_were_written_down()
    {
        var read = Vocabulary.Read(Known.Text);
        Assert.Equal((Known.Key, Known.Count), (read.Key, read.Count));
        var less = Vocabulary.Read("kettle-boiled");
        Assert.True(Known.Covers(less));
        Assert.False(less.Covers(Known));
        Assert.NotEqual(less.Key, Known.Key);
    }

    [Fact]
    public void Who_says_nothing_knows_nothing() =>
        Assert.Equal("kettle-boiled", Vocabulary.Read("").Missing("kettle-boiled", "{}"u8.ToArray()));
}
