using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.OnCall;

/// <summary>A page and the time that passes over it, without a server.</summary>
internal sealed class Paging
{
    public static readonly StreamName Stream = Core.OnCall.Page.StreamOf("p1");
    private const int MostRounds = 20;

    public static readonly Contact Ada = new("ada", "ada@example.org", null);
    public static readonly Contact Grace = new("grace", "grace@example.org", "https://hooks.example.org/grace");
    public static readonly Contact Edsger = new("edsger", null, "https://hooks.example.org/edsger");
    public static readonly Contact Nowhere = new("nowhere", null, null);

    public Scene Scene { get; } = new();

    public Page Page => Scene.Get<Page>(Stream);

    public static TriggerPage Trigger(Severity severity, params ImmutableArray<Contact> contacts) => new(
        "p1", new StreamName("incident/i1"), "storefront", "Checkout fails", "Half of all orders fail.", severity,
        contacts);

    public static Paging Of(params ImmutableArray<Contact> contacts) => Of(Severity.High, contacts);

    public static Paging Of(Severity severity, params ImmutableArray<Contact> contacts)
    {
        var paging = new Paging();
        paging.Scene.Do(Stream, Trigger(severity, contacts));
        return paging;
    }

    /// <summary>Time passes, then the machinery looks, as after a gap.</summary>
    public Paging After(double minutes)
    {
        Scene.After(TimeSpan.FromMinutes(minutes));
        return this;
    }

    /// <summary>Time passes and the machinery looks every minute.</summary>
    public IReadOnlyList<string> Within(int minutes)
    {
        List<string> notified = [];
        for (var minute = 0; minute < minutes; minute++) notified.AddRange(After(1).Notified());
        return notified;
    }

    /// <summary>Everything that is asked for now is done; the answer is who was notified.</summary>
    public IReadOnlyList<string> Notified()
    {
        var before = Scene.Facts.Count;
        for (var round = 0; round < MostRounds; round++)
        {
            var sends = PagePursuit.Of(Scene.World, Scene.Now).ToList();
            if (sends.Count == 0)
                return
                [
                    .. Scene.Facts.Skip(before).Select(f => f.Event).OfType<ContactNotified>().Select(n => n.Person),
                ];
            foreach (var send in sends) Scene.Do(send.Stream, send.Command, $"system:{send.Name}");
        }
        throw new InvalidOperationException("The page asks for more and more.");
    }

    public Paging Do(Command command, string actor = "ada")
    {
        Scene.Do(Stream, command, actor);
        return this;
    }

    public Paging Fail(string person) => Do(new RecordContactFailure(person, Page.Round, "the address is unknown"));

    public IReadOnlyList<Deliver> Messages() =>
    [
        .. from fact in Scene.Unreacted()
           from effect in OnCallReactions.On(fact, Scene.World).OfType<Deliver>()
           select effect,
    ];
}
