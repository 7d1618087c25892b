using Plimsoll.Server.Health;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Health;

/// <summary>What makes a part amber or red, and that each says what to do about it.</summary>
public sealed class JudgingTheParts
{
    private static readonly Findings Well = new(
        Ready.Yes, "/srv/plimsoll", 42, null, false, 100L << 30, 42, 42, TimeSpan.FromSeconds(1), [], 0, [], "", true);

    [Fact]
    public void A_server_that_is_well_is_green_in_every_part() =>
        Assert.All(Judgement.Of(Well), part => Assert.Equal((Colour.Green, ""), (part.Colour, part.Todo)));

    public static TheoryData<string, Colour, string, Findings> Troubles => new()
    {
        { "journal", Colour.Red, "moved, deleted or replaced", Well with { Ready = Ready.NotHeld } },
        { "journal", Colour.Red, "Nothing that was accepted is lost", Well with { Ready = Ready.NotWritable } },
        { "disk", Colour.Red, "only pages and incidents are still written", Well with { ShortOfRoom = true } },
        { "disk", Colour.Amber, "Only 511 MiB are free", Well with { FreeBytes = Judgement.LittleRoom - (1 << 20) } },
        { "boards", Colour.Red, "2 facts behind", Well with { Ready = Ready.Behind, BoardsAt = 40 } },
        { "journal", Colour.Red, "reads no further, shows nothing and does nothing", Well with { Ready = Ready.TooOld } },
        { "reactions", Colour.Amber, "tried again all the time. server old does not know", Well with { Early = "server old does not know" } },
        { "reactions", Colour.Amber, "2 threw and wait for the next start; all others go on. this one", Well with { Parked = ["this one"], ParkedInAll = 2 } },
        { "ticker", Colour.Amber, "For 30 s", Well with { SinceQuiet = Judgement.Late } },
        { "ticker", Colour.Red, "For 300 s", Well with { SinceQuiet = Judgement.Stuck } },
        {
            "outbox", Colour.Amber, "3 messages will not leave by themselves, 1 of them pages; 1 message is on its way", Well with
            {
                Outbox = [new("mail", OutboxState.NotSent, 2), new("page-mail", OutboxState.GivenUp, 1), new("mail", OutboxState.Failed, 1)],
            }
        },
        { "secrets", Colour.Amber, "The key file /keys is gone", Well with { MissingKeyFile = "/keys" } },
        { "mail", Colour.Amber, "stay in the outbox", Well with { HasMail = false } },
    };

    [Fact]
    public void A_server_that_leaves_the_work_to_another_does_not_tell_how_far_its_own_reactions_are()
    {
        var part = Judgement.Of(Well with { Elsewhere = "The work is done by one.", ReactorAt = 0 }).Single(p => p.Name == "reactions");
        Assert.Equal((Colour.Green, "What follows from facts is done by the server that does the work."), (part.Colour, part.Sentence));
    }

    [Theory, MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public void Trouble_colours_its_own_part_and_says_what_to_do(string part, Colour colour, string words, Findings found)
    {
        var wrong = Assert.Single(Judgement.Of(found), p => p.Colour != Colour.Green);
        Assert.Equal((part, colour), (wrong.Name, wrong.Colour));
        Assert.Contains(words, wrong.Sentence, StringComparison.Ordinal);
        Assert.NotEqual("", wrong.Todo);
        Assert.Equal(colour, HealthPart.Worst(Judgement.Of(found)));
    }
}
