using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Vault;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Secrets and removals by the forms of their pages, as a browser without script sends them.</summary>
public sealed class SettingsByForm
{
    private const string Value = "a value nobody reads";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_is_set_again_and_removed_by_form_and_its_value_is_on_no_page()
    {
        await using var house = await Open();
        Assert.Equal(HttpStatusCode.Redirect, (await Set(house, "Root", "shop", Value)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await Set(house, "Root", "shop", $"{Value} again")).StatusCode);
        var page = await house.Browser("Root").GetStringAsync("/settings/secrets", Stop);
        Assert.Contains("DB_PASSWORD", page, StringComparison.Ordinal);
        Assert.Contains("version 2", page, StringComparison.Ordinal);
        Assert.Contains("by no deployment yet", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, page, StringComparison.Ordinal);

        await house.Submit("Root", "/settings/secrets", "/settings/secrets/remove",
            ("name", "DB_PASSWORD"), ("service", "shop"), ("environment", ""));
        Assert.DoesNotContain("version 2", await house.Browser("Root").GetStringAsync("/settings/secrets", Stop), StringComparison.Ordinal);
        Assert.False(house.Desk.World.Get<Secret>(Secret.StreamOf("DB_PASSWORD", "shop", "")).IsSet);
    }

    [Fact]
    public async Task A_value_that_is_refused_does_not_come_back_with_what_else_was_typed()
    {
        await using var house = await Open();
        var answer = await Set(house, "Root", "nowhere", Value);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no service nowhere", page, StringComparison.Ordinal);
        Assert.Contains("value=\"nowhere\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_keeps_secrets_of_one_service_keeps_none_of_the_organisation_or_another()
    {
        await using var house = await Open();
        await house.Join("Ada", "Developers", "service/shop");
        Assert.Equal(HttpStatusCode.Redirect, (await Set(house, "Ada", "shop", Value)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Set(house, "Ada", "", Value)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Set(house, "Ada", "other", Value)).StatusCode);
        await house.Join("Vic", "Viewer");
        Assert.DoesNotContain("Keep it", await house.Browser("Vic").GetStringAsync("/settings/secrets", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_found_asked_for_and_confirmed_by_another_on_the_page()
    {
        await using var house = await Open();
        await house.Join("Sam", "Security Lead");
        await house.Desk.Send(Incident.StreamOf("INC-1"), new DeclareIncident(
            "INC-1", "Ines Grey called 0171 555", Severity.Low, "", "", "", null), house.IdOf("Sam"), Stop);
        var found = await (await house.Submit("Sam", "/settings/removals", "/settings/removals/find", ("words", "0171 555")))
            .Content.ReadAsStringAsync(Stop);
        var place = found.Split("name=\"place\" value=\"")[1].Split('"')[0];
        await house.Submit("Sam", "/settings/removals", "/settings/removals/ask", ("place", place), ("reason", "a phone number"));

        Assert.DoesNotContain("Remove for ever", await house.Browser("Sam").GetStringAsync("/settings/removals", Stop), StringComparison.Ordinal);
        Assert.Contains("Remove for ever", await house.Browser("Root").GetStringAsync("/settings/removals", Stop), StringComparison.Ordinal);
        await house.Submit("Root", "/settings/removals", "/settings/removals/1/confirm");
        Assert.Equal("(removed)", house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1")).Title);
        Assert.True((await house.Services.GetRequiredService<IJournal>().Verify(Stop)).Intact);
    }

    [Fact]
    public async Task What_a_role_reads_is_narrowed_and_widened_by_form()
    {
        await using var house = await Open();
        await house.Submit("Root", "/settings/people", "/settings/reading", ("by-scope", "yes"), ("reason", "contractors"));
        Assert.True(house.Roster.Organisation.ReadsByScope);
        await house.Submit("Root", "/settings/people", "/settings/reading", ("by-scope", "no"), ("reason", "gone"));
        Assert.False(house.Roster.Organisation.ReadsByScope);
    }

    private static Task<HttpResponseMessage> Set(AccountsHouse house, string who, string service, string value) => house.Submit(
        who, "/settings/secrets", "/settings/secrets/set",
        ("name", "DB_PASSWORD"), ("service", service), ("environment", ""), ("value", value), ("command", ""));

    private static async Task<AccountsHouse> Open()
    {
        var house = await AccountsHouse.Open();
        var file = ServiceFileReader.Read("plimsoll.yaml", SomeService.Yaml("shop", "Shop", "ask", "/nowhere", "/nowhere"));
        await house.Desk.Send(Service.StreamOf("shop"), new DefineService(Assert.Single(file.Services)), "system:test", Stop);
        return house;
    }
}
