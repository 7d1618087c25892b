using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Person = Plimsoll.Server.Journal.Person;

namespace Plimsoll.Server.Access;

/// <summary>How people come, change what proves them, and go.</summary>
public sealed class Accounts(
    Desk desk, Roster roster, AccountTable table, Passwords passwords, Sessions sessions, ApiKeys keys,
    MailSender mail, MachineTime time) : IDisposable
{
    // Two invitations of one address at once would make two people of it.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);
    private const int Codes = 10;
    private const int CodeLength = 16;

    /// <summary>The account whose mail address and password these are; null for everything else, after as long.</summary>
    public async Task<string?> SignIn(string address, string password, CancellationToken stop)
    {
        var found = await table.ByMail(address.Trim(), stop);
        var right = await passwords.IsRight(found?.Person ?? "", found?.Password, password, stop);
        return right && found is not null && MayUsePassword(found.Person) ? found.Person : null;
    }

    /// <summary>A new password by a recovery code; every session ends.</summary>
    public async Task<string?> Recover(string address, string code, string password, CancellationToken stop)
    {
        var found = await table.ByMail(address.Trim(), stop);
        var digest = Secrets.Digest(code.Replace("-", "", StringComparison.Ordinal).Trim().ToUpperInvariant());
        if (!await table.TakeRecovery(found?.Person ?? "", digest, stop) || found is null) return null;
        if (!MayUsePassword(found.Person)) return null;
        await table.Save(
            found with { Password = passwords.Hash(found.Person, password) }, [], time.Now, stop);
        sessions.EndAll(found.Person);
        return found.Person;
    }

    /// <summary>Another password for somebody who knows the present one; every other session ends.</summary>
    public async Task<bool> Change(string person, string present, string next, string butKey, CancellationToken stop)
    {
        var found = await table.Of(person, stop);
        if (!await passwords.IsRight(person, found?.Password, present, stop) || found is null) return false;
        await table.Save(found with { Password = passwords.Hash(person, next) }, [], time.Now, stop);
        sessions.EndAll(person, butKey);
        return true;
    }

    public async Task<bool> IsRight(string person, string password, CancellationToken stop) =>
        await passwords.IsRight(person, (await table.Of(person, stop))?.Password, password, stop);

    /// <summary>Codes for the day the password is gone; the ones before are worth nothing.</summary>
    public async Task<IReadOnlyList<string>> NewCodes(string person, CancellationToken stop)
    {
        if (await table.Of(person, stop) is not { } account) return [];
        var codes = Enumerable.Range(0, Codes).Select(_ => Ids.Typed(CodeLength)).ToList();
        await table.Save(account, [.. codes.Select(Secrets.Digest)], time.Now, stop);
        return [.. codes.Select(Written)];
    }

    public async Task<Answer> AppointFirst(string name, string address, string password, CancellationToken stop)
    {
        var person = Ids.Person();
        if (roster.HasAccounts)
            return new Answer.Refused(Refusal.TooLate("There is an administrator already; ask them for an invitation."));
        await roster.Save(new Person(person, name, address.Trim()), stop);
        await table.Save(new StoredAccount(person, address.Trim(), passwords.Hash(person, password)), [], time.Now, stop);
        var answer = await desk.Send(Organisation.Stream, new AppointFirstAdministrator(person), person, stop);
        if (answer is not Answer.Accepted) await Forget(person, stop);
        return answer;
    }

    /// <summary>Invites somebody, by mail where mail is configured.</summary>
    public async Task<Invited> Invite(
        string name, string address, string by, string here, CancellationToken stop)
    {
        var (invited, code) = await Recorded(name, address, by, stop);
        if (invited.Answer is not Answer.Accepted) return invited;
        var link = $"{here}/join/{code}";
        return invited with { Link = link, Mailed = await Mailed(invited.Person, address, link, by, stop) };
    }

    private async Task<(Invited Invited, string Code)> Recorded(string name, string address, string by, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            return await RecordedInTurn(name, address, by, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<(Invited Invited, string Code)> RecordedInTurn(string name, string address, string by, CancellationToken stop)
    {
        var known = roster.ByMail(address);
        if (known is not null && roster.Organisation.IsActive(known.Id))
            return Not(Refusal.Conflict($"{known.Name} has this mail address and is here already."));
        // Whoever is invited by it would be taken for them.
        if (known is not null && !known.IsFirst(address))
            return Not(Refusal.Conflict(
                $"This is another address of {known.Name}; take it from them first with `plimsoll people addresses`."));
        var person = known?.Id ?? Ids.Person();
        var answer = await desk.Send(Organisation.Stream, new InvitePerson(person), by, stop);
        if (answer is not Answer.Accepted) return (new Invited(answer, "", "", false), "");
        await roster.Save((known ?? new Person(person, name, null)) with { Name = name, Mail = address.Trim() }, stop);
        var code = Secrets.Make();
        await table.Invite(Secrets.Digest(code), person, time.Now + InvitationLifetime, stop);
        return (new Invited(answer, person, "", false), code);
    }

    private static (Invited, string) Not(Refusal refusal) => (new Invited(new Answer.Refused(refusal), "", "", false), "");

    public void Dispose() => _turn.Dispose();

    public async Task<Person?> InvitedBy(string code, CancellationToken stop) =>
        await table.Invited(Secrets.Digest(code), time.Now, stop) is { } person ? roster.Find(person) : null;

    /// <summary>Whoever follows the link first and gives a password is in.</summary>
    public async Task<Answer> Join(string code, Person person, string password, CancellationToken stop)
    {
        if (!roster.Organisation.MayUsePassword(person.Id))
            return new Answer.Refused(Refusal.Blocked(
                $"Passwords are for administrators here. Open the link again and sign in with "
                + $"{roster.Organisation.Provider?.Name}."));
        if (!await table.TakeInvitation(Secrets.Digest(code), person.Id, stop))
            return new Answer.Refused(Refusal.TooLate("This invitation was used already."));
        var account = new StoredAccount(person.Id, person.Mail ?? "", passwords.Hash(person.Id, password));
        if (!await table.Save(account, [], time.Now, stop))
            return new Answer.Refused(Refusal.Conflict("Another account has this mail address; ask an administrator."));
        return await desk.Send(Organisation.Stream, new JoinOrganisation(), person.Id, stop);
    }

    /// <summary>Rights end with the fact, at the next request; what could sign in is removed as well.</summary>
    public async Task<Answer> Leave(string person, string reason, string by, CancellationToken stop)
    {
        var answer = await desk.Send(Organisation.Stream, new PersonLeaves(person, reason), by, stop);
        if (answer is not Answer.Accepted) return answer;
        sessions.EndAll(person);
        await keys.RevokeAll(person, stop);
        await table.Remove(person, stop);
        return answer;
    }

    private bool MayUsePassword(string person) =>
        roster.Organisation.IsActive(person) && roster.Organisation.MayUsePassword(person);

    private async Task Forget(string person, CancellationToken stop)
    {
        await table.Remove(person, stop);
        await roster.Forget(person, stop);
    }

    // Not through the outbox: it keeps texts where others read them, and the link lets one in.
    private async Task<bool> Mailed(string person, string address, string link, string by, CancellationToken stop)
    {
        var text = $"{roster.NameOf(by)} invites you to Plimsoll, where releases and incidents are led.\n\n"
            + $"Choose a password here within seven days; the link works once:\n\n{link}\n";
        var sent = await mail.Send(
            new Mail($"invitation/{person}/{time.Now:O}", [address], "You are invited to Plimsoll", text), stop);
        return sent is MailOutcome.Sent;
    }

    private static string Written(string code) => string.Join('-', code.Chunk(4).Select(part => new string(part)));
}

/// <summary>How an invitation ended.</summary>
/// <param name="Link">Works once; shown to whoever invited only where no mail took it.</param>
public sealed record Invited(Answer Answer, string Person, string Link, bool Mailed);

/// <summary>Real time, also while the demo moves business time.</summary>
public sealed record MachineTime(TimeProvider Provider)
{
    public DateTimeOffset Now => Provider.GetUtcNow();
}
