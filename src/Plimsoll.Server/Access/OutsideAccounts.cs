using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Connectors.OpenId;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Person = Plimsoll.Server.Journal.Person;

namespace Plimsoll.Server.Access;

/// <summary>Which person here somebody is: by their account at the provider, and the first time by more.</summary>
public sealed class OutsideAccounts(
    Desk desk, Roster roster, Accounts accounts, IdentityTable identities, Sessions sessions,
    MachineTime time) : IDisposable
{
    // Two first sign-ins of one person at once would make two people of them.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <exception cref="SignInFailed">They are nobody here.</exception>
    public async Task<string> PersonOf(Claims claims, Ticket ticket, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var digest = Secrets.Digest($"{claims.Issuer}\n{claims.Subject}");
            var person = await identities.PersonOf(digest, stop) is { } known && !IsInvitedAnew(known, claims, ticket)
                ? known : await First(claims, digest, ticket, stop);
            if (ticket.Person != "" && ticket.Person != person)
                throw new SignInFailed(
                    "This account at the provider belongs to somebody else here. Nothing was changed.");
            await ComeIn(person, stop);
            await Send(new AlignRoles(person, claims.Groups), IdentityProvider.Actor, stop);
            return person;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A person's account at the provider is theirs no more, and every session it began is over.</summary>
    public async Task<Answer> Untie(string person, string issuer, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var answer = await desk.Send(Organisation.Stream, new UntieAccount(issuer), person, stop);
            if (answer is not Answer.Accepted) return answer;
            await identities.Unlink(person, issuer, stop);
            sessions.EndBy(person, issuer);
            return answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    // Whoever left and is invited again, perhaps under another address, comes as whom they are invited as.
    private bool IsInvitedAnew(string known, Claims claims, Ticket ticket) =>
        roster.Organisation.Find(known) is { Status: Standing.Left }
        && (ticket.Invitation != ""
            || (claims.Mail != "" && roster.ByMail(claims.Mail) is { } invited && invited.IsFirst(claims.Mail)
                && roster.Organisation.Find(invited.Id) is { Status: Standing.Invited }));

    private async Task<string> First(Claims claims, string digest, Ticket ticket, CancellationToken stop)
    {
        if (ticket.Person != "") return await Tied(claims, digest, ticket.Person, ticket.Person, stop);
        if (ticket.Invitation != "")
        {
            var invited = await accounts.InvitedBy(ticket.Invitation, stop) ?? throw new SignInFailed(
                "The invitation was used already, or is over. Ask whoever invited you for a new one.");
            return await Tied(claims, digest, invited.Id, IdentityProvider.Actor, stop);
        }

        // An address nobody proved may be anybody's: it leads to no account that is here.
        if (claims.Mail == "")
            throw new SignInFailed(
                "The provider names no mail address of yours that it has verified, so nobody here is known to be you. "
                + "Open the link of your invitation and sign in from there; or, with a password, tie the account to "
                + "yourself under Settings, Sign-in; or have your address verified at the provider.");
        // A name without a standing was written down by a sign-in that ended before it was let in.
        var known = roster.ByMail(claims.Mail);
        // Another address says whose commits are whose; it may be a mailbox of several, and lets nobody in.
        if (known is not null && !known.IsFirst(claims.Mail))
            throw new SignInFailed(
                "Your mail address is kept here as another one of somebody who is here, and lets nobody in. Sign in as before and tie "
                + "this account under Settings, Sign-in; or an administrator takes the address from them.");
        return known is not null && roster.Organisation.Find(known.Id) is not null
            ? await Tied(claims, digest, known.Id, IdentityProvider.Actor, stop)
            : await Admitted(known?.Id ?? Ids.Person(), claims, digest, stop);
    }

    // On record first: no account is tied that no fact tells of.
    private async Task<string> Tied(Claims claims, string digest, string person, string by, CancellationToken stop)
    {
        if (roster.Organisation.Find(person) is null or { Status: Standing.Left }) throw Ended();
        if ((await identities.IssuersOf(person, stop)).Contains(claims.Issuer)) throw Another();
        await Send(new TieAccount(person, claims.Issuer), by, stop);
        return await identities.Link(digest, claims.Issuer, person, time.Now, stop) ? person : throw Another();
    }

    private async Task<string> Admitted(string person, Claims claims, string digest, CancellationToken stop)
    {
        var admit = new AdmitToOrganisation(person, claims.Mail, claims.Groups);
        if (desk.Check(Organisation.Stream, admit, IdentityProvider.Actor) is { } refusal)
            throw new SignInFailed(refusal.Reason);
        await roster.Save(
            (roster.Find(person) ?? new Person(person, "", null)) with { Name = NameOf(claims), Mail = claims.Mail }, stop);
        await Send(admit, IdentityProvider.Actor, stop);
        return await Tied(claims, digest, person, IdentityProvider.Actor, stop);
    }

    private async Task ComeIn(string person, CancellationToken stop)
    {
        switch (roster.Organisation.Find(person)?.Status)
        {
            case Standing.Active:
                return;
            case Standing.Invited:
                await Send(new JoinOrganisation(), person, stop);
                return;
            default:
                throw Ended();
        }
    }

    private async Task Send(AccessCommand command, string actor, CancellationToken stop)
    {
        switch (await desk.Send(Organisation.Stream, command, actor, stop))
        {
            case Answer.Refused refused:
                throw new SignInFailed(refused.Refusal.Reason);
            case Answer.NotTaken not:
                throw new SignInFailed(not.Reason);
        }
    }

    private static SignInFailed Another() => new(
        "You are known here by another account of the same provider, or your mail address is somebody's who is. "
        + "Ask an administrator: an address that changed hands leads to nobody's rights.");

    private static SignInFailed Ended() => new(
        "Your access here has ended. Ask an administrator for a new invitation.");

    private static string NameOf(Claims claims) =>
        Names.TryRead(claims.Name, out var name) || Names.TryRead(claims.Mail.Split('@')[0], out name)
            ? name : "Somebody";
}
