using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.OnCall;
using static Plimsoll.Core.Tests.OnCall.Paging;

namespace Plimsoll.Core.Tests.OnCall;

/// <summary>Random histories of one page: time, gaps, failures, answers. A failing seed is printed.</summary>
public sealed class NoPageIsDropped
{
    private const int Histories = 400;
    private const int Moves = 60;
    private const int Seed = 20261123;

    private static readonly ImmutableArray<Contact> All = [Ada, Grace, Nowhere, Edsger];

    [Fact]
    public void It_is_answered_or_its_next_step_is_at_most_five_minutes_away()
    {
        for (var at = 0; at < Histories; at++)
        {
            var random = new Random(Seed + at);
            var page = Of((Severity)random.Next(4), [.. All.Where(_ => random.Next(2) == 0), Ada]);
            for (var move = 0; move < Moves; move++)
            {
                Move(page, random);
                Assert.True(IsHeldOrDue(page), $"seed {Seed + at}, move {move}: {page.Page}");
            }
            Assert.True(NobodyAfterAnAnswer(page), $"seed {Seed + at}: somebody was notified after an acknowledgement");
            Assert.True(NobodyTwice(page), $"seed {Seed + at}: somebody was notified twice in five minutes");
        }
    }

    private static void Move(Paging page, Random random)
    {
        var person = All[random.Next(All.Length)].Person;
        switch (random.Next(40))
        {
            case 0:
                page.Scene.Try(Paging.Stream, new ResolvePage("restored"), "ada");
                break;
            case < 4:
                page.Scene.Try(Paging.Stream, new AcknowledgePage(person), person);
                break;
            case < 10:
                page.Scene.Try(Paging.Stream, new RecordContactFailure(person, page.Page.Round, "no"), "system:outbox");
                break;
            case < 12:
                page.After(random.Next(600));
                break;
            default:
                page.After(random.Next(120) / 60.0);
                break;
        }
        page.Notified();
    }

    private static bool IsHeldOrDue(Paging page) => page.Page switch
    {
        { HasEnded: true } => true,
        { Status: PageStatus.Acknowledged } held => page.Scene.Now < held.LapsesAt,
        var open => open.DueAt > page.Scene.Now && open.DueAt <= page.Scene.Now + PageStep.Usual,
    };

    private static bool NobodyAfterAnAnswer(Paging page)
    {
        var answered = false;
        foreach (var fact in page.Scene.Facts)
        {
            if (fact.Event is ContactNotified && answered) return false;
            answered = fact.Event switch
            {
                PageAcknowledged or PageResolved => true,
                AcknowledgementLapsed => false,
                _ => answered,
            };
        }
        return true;
    }

    private static bool NobodyTwice(Paging page)
    {
        var calls =
            from fact in page.Scene.Facts
            let notified = fact.Event as ContactNotified
            where notified is not null
            group fact.Moment.At by notified.Person;
        return calls.All(of => of.Zip(of.Skip(1)).All(pair => pair.Second - pair.First >= PageStep.Usual));
    }
}
