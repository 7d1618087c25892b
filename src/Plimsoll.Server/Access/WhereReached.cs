using Plimsoll.Core.Access;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Access;

/// <summary>In which zone a person reads, and by which other addresses they are known.</summary>
public sealed class WhereReached(Roster roster, Desk desk)
{
    /// <summary>A person says in which zone they read mail; empty: the organisation's.</summary>
    /// <returns>Null, or why it was refused.</returns>
    public async Task<Refusal?> ReadIn(string person, string? zone, CancellationToken stop)
    {
        var name = (zone ?? "").Trim();
        if (name != "" && Zones.Wrong(name) is { Length: > 0 } wrong) return Refusal.Invalid(wrong);
        if (roster.Find(person) is not { } known)
            return Refusal.Forbidden("Only somebody with an account reads in a zone; sign in first.");
        await roster.Save(known with { Zone = name }, stop);
        return null;
    }

    /// <summary>All other addresses of a person; on record first, without them.</summary>
    public async Task<Answer> AlsoAt(string person, IReadOnlyList<string>? addresses, string by, CancellationToken stop)
    {
        var all = (addresses ?? []).Select(a => a.Trim()).Where(a => a != "").Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (roster.Find(person) is not { } known) return new Answer.Refused(Refusal.NotFound("There is no such person here."));
        all.RemoveAll(a => string.Equals(a, known.Mail, StringComparison.OrdinalIgnoreCase));
        foreach (var address in all)
            if (!MailAddresses.IsOne(address))
                return new Answer.Refused(Refusal.Invalid($"'{address}' is not a mail address."));
            else if (roster.ByMail(address) is { } other && other.Id != person)
                return new Answer.Refused(Refusal.Conflict($"{other.Name} has {address}; an address is of one person."));
        var answer = await desk.Send(Organisation.Stream, new RecogniseAddresses(person, all.Count), by, stop);
        // Somebody may have been erased, or chosen a zone, meanwhile.
        if (answer is Answer.Accepted && roster.Find(person) is { } now) await roster.Save(now with { Also = string.Join(' ', all) }, stop);
        return answer;
    }
}
