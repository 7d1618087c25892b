using System.Text;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>Text can be taken away; that it was there, and that it was taken, cannot.</summary>
public abstract class RedactionContract : CommandIdContract
{
    private Task<Appended> Redact(long position, Entry record) =>
        Journal.Redact(new Redaction([new Blot(position)], "a phone number"), record, CancellationToken.None);

    [Fact]
    public async Task A_redacted_fact_keeps_its_place_and_digest_and_the_chain_verifies()
    {
        var before = (await Journal.Commit(SomeEntry.On("lane/a", 0, "secret", "kept"))).Facts;
        var answer = Assert.IsType<Appended.Committed>(await Redact(1, SomeEntry.On("journal", 0)));

        var facts = await Journal.Facts();
        Assert.Null(facts[0].Body);
        Assert.Null(facts[0].Salt);
        Assert.Equal(before[0].Digest, facts[0].Digest);
        Assert.Equal(before[0].Hash, facts[0].Hash);
        Assert.Equal("kept", Encoding.UTF8.GetString(facts[1].Body!));
        Assert.Equal(RedactionNote.FactName, Assert.Single(answer.Facts).Name);
        Assert.Equal(1, RedactionNote.PositionIn(facts[2].Body));
        Assert.Contains("a phone number", Encoding.UTF8.GetString(facts[2].Body!), StringComparison.Ordinal);
        Assert.Equal(Verification.Good(3), await Journal.Verify(CancellationToken.None));
        Assert.Equal(new Redacted("something-happened"), EventNames.OfCore.Read(facts[0]).Event);
    }

    [Fact]
    public async Task A_redaction_sent_twice_happens_once()
    {
        await Journal.Commit(SomeEntry.On("lane/a", 0, "secret"));
        var record = SomeEntry.On("journal", 0);
        await Redact(1, record);
        Assert.Equal(new Appended.Replayed(2, 1), await Redact(1, record));
        Assert.Equal(2, (await Journal.Facts()).Count);
    }

    [Fact]
    public async Task What_cannot_be_redacted_is_refused_with_the_reason()
    {
        await Journal.Commit(SomeEntry.On("lane/a", 0, "secret"));
        var nowhere = Assert.IsType<Appended.Refused>(await Redact(9, SomeEntry.On("journal", 0)));
        Assert.Equal("There is no fact at position 9; the journal ends at 1.", nowhere.Reason);
        await Redact(1, SomeEntry.On("journal", 0));
        var again = Assert.IsType<Appended.Refused>(await Redact(1, SomeEntry.On("journal", 1)));
        Assert.Equal("The text of position 1 was removed before.", again.Reason);
        var note = Assert.IsType<Appended.Refused>(await Redact(2, SomeEntry.On("journal", 1)));
        Assert.Equal("Position 2 says that a text was removed; that has to stay readable.", note.Reason);
        Assert.Equal(2, (await Journal.Facts()).Count);
    }

    [Fact]
    public async Task A_redaction_decided_on_an_old_version_takes_nothing_away()
    {
        await Journal.Commit(SomeEntry.On("lane/a", 0, "secret"));
        Assert.IsType<Appended.Moved>(await Redact(1, SomeEntry.On("journal", 4)));
        Assert.NotNull((await Journal.Facts())[0].Body);
    }
}
