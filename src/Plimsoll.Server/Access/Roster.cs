using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Person = Plimsoll.Server.Journal.Person;

namespace Plimsoll.Server.Access;

/// <summary>Who is who: rights from the world, names and addresses from the table beside the journal.</summary>
/// <param name="feed">Null in a house without a journal: there names are claimed.</param>
public sealed class Roster(Feed? feed, People? people)
{
    private ImmutableDictionary<string, Person> _known = ImmutableDictionary<string, Person>.Empty;

    public World? World => feed?.World;

    public Organisation Organisation =>
        World?.Get<Organisation>(Organisation.Stream) ?? Organisation.Empty;

    public bool HasAccounts => Organisation.HasAccounts;

    public IEnumerable<Person> Known => _known.Values;

    public async Task Load(CancellationToken stop)
    {
        if (people is not null) _known = (await people.All(stop)).ToImmutableDictionary(p => p.Id);
    }

    public async Task Save(Person person, CancellationToken stop)
    {
        if (people is null) throw new InvalidOperationException("A house without a journal keeps no people.");
        await people.Save(person, stop);
        await Load(stop);
    }

    /// <summary>Facts keep the id, which then stands for nobody.</summary>
    public async Task Forget(string id, CancellationToken stop)
    {
        if (people is not null) await people.Forget(id, stop);
        await Load(stop);
    }

    public Person? Find(string id) => _known.GetValueOrDefault(id);

    /// <summary>By what a program or a person writes: the mail address, or the id with or without its prefix.</summary>
    public Person? Named(string written) =>
        Find(written) ?? Find(PersonId.Prefix + written) ?? ByMail(written);

    /// <summary>By any address of theirs.</summary>
    public Person? ByMail(string mail) => _known.Values.FirstOrDefault(p => p.IsAt(mail));

    /// <summary>In which zone whoever is at an address reads: their own, or else the organisation's.</summary>
    public string ZoneAt(string address) => ByMail(address)?.Zone is { Length: > 0 } own
        ? own : ZoneHere;

    /// <summary>The organisation's zone, which its guide names.</summary>
    public string ZoneHere => World?.Get<GuideBook>(GuideBook.Stream).Newest?.Settings.TimeZone ?? "UTC";

    /// <summary>The id of whom somebody typed: by id, mail address or, where only one is called so, name.</summary>
    public string IdOf(string typed) => !HasAccounts ? typed
        : Named(typed.Trim())?.Id ?? OnlyOneCalled(typed) ?? typed;

    /// <summary>Whom a commit is by: the mail address counts, then the very name; itself where nobody is known.</summary>
    public string AuthorOf(string name, string mail)
    {
        if (!HasAccounts) return name;
        return ByMail(mail)?.Id ?? OnlyOneCalled(name) ?? name;
    }

    private string? OnlyOneCalled(string name) => _known.Values.Where(
        p => string.Equals(p.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)).ToList() is [var only] ? only.Id : null;

    /// <summary>What a person is called; a name typed before accounts existed says so.</summary>
    public string NameOf(string actor) =>
        Find(actor)?.Name
        ?? (PersonId.IsNode(actor) ? $"the node's own token ({actor[PersonId.NodePrefix.Length..]})"
            : HasAccounts && PersonId.IsClaimed(actor) ? $"{actor} (claimed)" : actor);

    /// <summary>The one place where ids in a text become names; whoever is forgotten keeps the id.</summary>
    public string Show(string text, Func<string, string>? encode = null) => !HasAccounts ? text
        : PersonId.Within().Replace(text, id =>
            Find(id.Value) is { } person ? encode?.Invoke(person.Name) ?? person.Name : id.Value);
}
