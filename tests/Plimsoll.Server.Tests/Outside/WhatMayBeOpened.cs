using System.Net;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Access;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>Settings under which people on other machines are answered, and those it does not start with.</summary>
public sealed class WhatMayBeOpened
{
    private const string Url = "https://ops.example.test";

    [Theory]
    [InlineData("--listen 0.0.0.0:443", "need --url")]
    [InlineData("--listen 0.0.0.0:443 --url http://ops.example.test --certificate x.pem", "begins with https")]
    [InlineData("--listen 0.0.0.0:443 --url https://ops.example.test", "in the clear")]
    [InlineData("--listen [::]:443 --url https://ops.example.test", "in the clear")]
    [InlineData("--behind 127.0.0.1", "need --url")]
    [InlineData("--behind 127.0.0.1 --url http://ops.example.test", "begins with https")]
    [InlineData("--url https://ops.example.test/plimsoll", "nobody leads there")]
    [InlineData("--certificate x.pem", "are for --listen")]
    [InlineData("--redirect-from 0.0.0.0:80", "are for --listen")]
    public void What_would_be_open_without_protection_is_refused_with_what_to_add(string typed, string words)
    {
        var settings = Read(typed);
        var problem = Assert.Throws<SettingsInvalid>(() => settings.Outside.Check(settings.Url, hasAccounts: true));
        Assert.Contains(words, problem.Message);
    }

    [Theory]
    [InlineData("--listen everywhere")]
    [InlineData("--listen 0.0.0.0")]
    [InlineData("--behind nginx")]
    [InlineData("--behind 10.0.0.0/99")]
    [InlineData("--behind 0.0.0.0/0")]
    [InlineData("--redirect-from 0.0.0.0:80,[::]:80")]
    [InlineData("--url https://ops.example.test/a?b=c")]
    [InlineData("--url https://ops.example.test/a%22b")]
    [InlineData("--url https://user@ops.example.test/")]
    [InlineData("--max-deployments 0")]
    [InlineData("--max-work-per-host many")]
    public void What_cannot_be_read_is_refused(string typed) => Assert.Throws<SettingsInvalid>(() => Read(typed));

    [Theory]
    [InlineData("")]
    [InlineData("--url https://ops.example.test")]
    [InlineData("--listen 0.0.0.0:443,[::]:443 --url https://ops.example.test --certificate x.pem --redirect-from 0.0.0.0:80")]
    [InlineData("--listen 10.1.0.2:7440 --url https://ops.example.test/plimsoll/ --behind 10.1.0.3,10.2.0.0/16,fd12::/64")]
    public void What_is_protected_may_be(string typed)
    {
        var settings = Read(typed);
        settings.Outside.Check(settings.Url, hasAccounts: true);
    }

    [Fact]
    public async Task Nothing_is_opened_before_somebody_has_an_account()
    {
        await using var house = await AccountsHouse.Claimed();
        var problem = await Assert.ThrowsAsync<SettingsInvalid>(() => house.Restart(s => s with
        {
            Url = Url, Outside = OutsideSettings.None with { Behind = [IPNetwork.Parse("127.0.0.1/32")] },
        }));
        Assert.Contains("plimsoll server first-admin", problem.Message);
        await house.Restart(s => s);
    }

    private static ServerSettings Read(string typed) =>
        ServerSettings.Read(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries), name => name == "HOME" ? "/nowhere" : null);
}
