using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Tests.Access;

/// <summary>Its own slow reading of product.md: who may sign and who may grant, from the facts alone.</summary>
/// <remarks>It asks neither Organisation nor Separation; it goes through everything that happened each time.</remarks>
internal sealed class SeparationOracle(IReadOnlyList<Fact> facts)
{
    public bool MaySign(string person, bool self)
    {
        if (!Holds(person, "Release Manager")) return false;
        var alone = !Everybody().Any(p => p != person && Holds(p, "Release Manager"));
        return Maker() != "" && (!Made(person) || (alone && self));
    }

    public bool MayGrant(string person, string gate)
    {
        var asked = facts.LastOrDefault(f => f.Event is WaiverRequested w && w.Gate == gate);
        var granted = facts.Any(f => f.Event is WaiverGranted g && g.Gate == gate && f.Position > (asked?.Position ?? 0));
        return asked is not null && !granted && asked.Moment.Actor != person
            && (Holds(person, "Release Manager") || Holds(person, "Security Lead"));
    }

    private bool Made(string person)
    {
        var sealing = facts.Select(f => f.Event).OfType<CandidateSealed>().Last();
        var known = sealing.Authors.Where(a => a.StartsWith("p-", StringComparison.Ordinal)).ToHashSet();
        return Maker() == person || (known.Count == 1 && known.Contains(person));
    }

    /// <summary>Who created it; where nobody proved that, who sealed it last; empty where that is not proven either.
    /// </summary>
    private string Maker() => new[]
    {
        facts.Single(f => f.Event is ReleaseCreated).Moment.Actor,
        facts.Last(f => f.Event is CandidateSealed).Moment.Actor,
    }.FirstOrDefault(actor => actor.StartsWith("p-", StringComparison.Ordinal), "");

    private bool Holds(string person, string role)
    {
        var (joined, held) = (false, new HashSet<(string, string)>());
        foreach (var happened in facts.Select(f => f.Event))
            switch (happened)
            {
                case PersonInvited e when e.Person == person: joined = false; held = []; break;
                case PersonJoined e when e.Person == person: joined = true; break;
                case PersonLeft e when e.Person == person: joined = false; held = []; break;
                case RoleGranted e when e.Person == person: held.Add((e.Role, e.Scope)); break;
                case RoleTaken e when e.Person == person: held.Remove((e.Role, e.Scope)); break;
            }
        return joined && (held.Contains((role, "organisation")) || held.Contains((role, "service/shop"))
            || (Team() is not "" and var team && held.Contains((role, $"team/{team}"))));
    }

    private string Team() => facts.Select(f => f.Event).OfType<ServicePlaced>().LastOrDefault(p => p.Service == "shop")?.Team ?? "";

    private IEnumerable<string> Everybody() => facts.Select(f => f.Event).OfType<PersonInvited>().Select(e => e.Person).Distinct();
}
