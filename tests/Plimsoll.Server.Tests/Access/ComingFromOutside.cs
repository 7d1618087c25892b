using Plimsoll.Core.Access;
using Plimsoll.Server.Access;
using Plimsoll.Server.Connectors.OpenId;
using Plimsoll.Server.Engine;
using Person = Plimsoll.Server.Journal.Person;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Which person somebody becomes whom the provider has proven; the provider itself is not needed for it.</summary>
public sealed class ComingFromOutside
{
    private const string Issuer = "https://id.example.test";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_wins_over_the_account_of_somebody_who_left_and_a_name_that_was_never_let_in_is_used_again()
    {
        await using var house = await AccountsHouse.Open();
        await Send(house, new ConfigureProvider(Issuer, Issuer, "plimsoll", 0, ["openid"], "groups", ["octo.test"], false));
        await house.Invite("Ada");
        var ada = await In(house, "ada-1", AccountsHouse.MailOf("Ada"));
        await Send(house, new PersonLeaves(ada, "moved on"));
        // A domain lets nobody back in who has left.
        await Assert.ThrowsAsync<SignInFailed>(() => In(house, "ada-1", "ada@octo.test"));

        // Back under another name and address: by the link, and the next one by the address.
        var link = await house.Invite("Lovelace");
        var back = await In(house, "ada-1", "", link[6..]);
        Assert.Equal((house.IdOf("Lovelace"), back), (back, await In(house, "ada-1", "")));
        await Send(house, new PersonLeaves(back, "moved on again"));
        await house.Invite("Countess");
        Assert.Equal(house.IdOf("Countess"), await In(house, "ada-1", AccountsHouse.MailOf("Countess")));

        // The server ended after it wrote the name down, before it let them in.
        var half = Ids.Person();
        await house.Roster.Save(new Person(half, "Bob", "bob@octo.test"), Stop);
        Assert.Equal(half, await In(house, "bob-1", "bob@octo.test"));
        Assert.True(house.Roster.Organisation.IsActive(half));
    }

    [Fact]
    public async Task Another_address_of_somebody_lets_nobody_in_as_them()
    {
        await using var house = await AccountsHouse.Open();
        await Send(house, new ConfigureProvider(Issuer, Issuer, "plimsoll", 0, ["openid"], "groups", ["octo.test"], false));
        var ada = await house.Enrol("Ada", AccountsHouse.MailOf("Ada"), "Release Manager");
        await house.Services.GetRequired<WhereReached>().AlsoAt(ada, ["dev@octo.test"], house.IdOf("Root"), Stop);

        var refused = await Assert.ThrowsAsync<SignInFailed>(() => In(house, "dev-1", "dev@octo.test"));

        Assert.Contains("lets nobody in", refused.Message, StringComparison.Ordinal);
        // Nor does an invitation to it, not even when they have left.
        await Send(house, new PersonLeaves(await house.Enrol("Eve", "eve@octo.test", "Developers"), "moved on"));
        await house.Services.GetRequired<WhereReached>().AlsoAt(house.Roster.ByMail("eve@octo.test")!.Id, ["ops@octo.test"], house.IdOf("Root"), Stop);
        var invited = await house.Services.GetRequired<Accounts>().Invite("Bob", "ops@octo.test", house.IdOf("Root"), "", Stop);
        Assert.Contains("another address of Eve", Assert.IsType<Answer.Refused>(invited.Answer).Refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(ada, await In(house, "ada-1", AccountsHouse.MailOf("Ada")));
    }

    private static Task<string> In(AccountsHouse house, string account, string mail, string invitation = "") =>
        house.Services.GetRequired<OutsideAccounts>().PersonOf(
            new Claims(Issuer, account, mail, "Ada", []),
            new Ticket(Issuer, "", "", "", "", "/", DateTimeOffset.MaxValue) { Invitation = invitation }, Stop);

    private static async Task Send(AccountsHouse house, AccessCommand command) => Assert.IsType<Answer.Accepted>(
        await house.Desk.Send(Organisation.Stream, command, house.IdOf("Root"), Stop));
}
