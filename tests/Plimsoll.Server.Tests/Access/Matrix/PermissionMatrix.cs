using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Access;
using Plimsoll.Server.Access;
using Xunit.Sdk;

namespace Plimsoll.Server.Tests.Access.Matrix;

/// <summary>
/// Every operation of the API's own document with a token, and every page and form in a browser's session: asked by nobody
/// and by each role held everywhere, for the service asked for and for another one, about what is open, over and not
/// there. Answers are compared with the declared tables, read here once more and in another way than the server does.
/// </summary>
public sealed class PermissionMatrix
{
    public static readonly string[] Services = ["shop", "other"];
    private static readonly string[] Held = ["organisation", "service/shop", "service/elsewhere"];

    private static readonly string[] Refusals =
        ["is permitted to", "own matter", "access.undeclared", "access.not-signed-in", "access.wrong-token"];

    private sealed record Who(string Id, string Role, string Scope, HttpClient Program, HttpClient Browser, string FormKey);

    [Fact]
    public async Task No_answer_differs_from_the_declared_table()
    {
        await using var house = await MatrixHouse.Open();
        var people = new List<Who> { await Nobody(house) };
        foreach (var role in RoleTable.Rows.Select(r => r.Role))
            foreach (var scope in Held) people.Add(await Somebody(house, role, scope));
        var rows = MatrixRow.From(await house.ApiDocument());
        var questions = (from service in Services from state in Enum.GetValues<State>() select new Asked(service, state)).ToList();
        var (asked, wrong) = (0, new ConcurrentBag<string>());

        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (who, stop) =>
        {
            foreach (var row in rows)
                foreach (var question in row.EndsAll ? questions[..1] : questions)
                {
                    Interlocked.Increment(ref asked);
                    var (refused, words) = await Ask(row.EndsAll ? await Anew(house, who) : who, row, question, stop);
                    if (refused == May(who, row, question))
                        wrong.Add($"{who.Role} ({who.Scope}) {row.Method} {row.Address} for {question}: {words}");
                }
        });

        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {asked} differ:\n{string.Join("\n", wrong.Order().Take(40))}");
        Assert.True(asked >= 30_000, $"only {asked} requests were made");
        TestContext.Current.SendDiagnosticMessage("permission matrix: {0} requests, 0 differences", asked);
        foreach (var who in people) { who.Program.Dispose(); who.Browser.Dispose(); }
    }

    /// <summary>The tables, read plainly: the role has the permission, and is held for what is asked for.</summary>
    private static bool May(Who who, MatrixRow row, Asked asked)
    {
        if (row.Verb == Rights.Anyone) return true;
        if (who.Role == "") return false;
        if (row.Verb == Rights.Own) return true;
        if (!RoleTable.Rows.Single(r => r.Role == who.Role).May.Contains(row.Verb)) return false;
        var isHeld = who.Scope == "organisation" || who.Scope == $"service/{asked.Service}";
        return row.Place switch
        {
            "organisation" => who.Scope == "organisation",
            "service" or "environment" or "form" or "body" or "owner" => isHeld,
            // What is not there is about nothing in particular: the answer is that it is not there.
            "incident" or "deployment" or "shipment" or "page" => isHeld || !asked.Exists,
            _ => true,
        };
    }

    private static async Task<(bool Refused, string Words)> Ask(Who who, MatrixRow row, Asked asked, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), row.AddressOf(asked));
        if (row.Method == "POST")
            request.Content = row.IsOfApi
                ? new StringContent(row.BodyOf(asked), Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent(new Dictionary<string, string> { ["service"] = asked.Service, ["formKey"] = who.FormKey });
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await (row.IsOfApi ? who.Program : who.Browser).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) return (false, $"{answer.StatusCode}");
        var words = await answer.Content.ReadAsStringAsync(stop);
        // Core says no as well, to who may ask: not the creator, not the commander; and a wrong password is no matter
        // of this table.
        return (Refusals.Any(words.Contains), words);
    }

    private static async Task<Who> Nobody(AccountsHouse house)
    {
        var browser = house.Stranger();
        return new Who("", "", "", house.Stranger(), browser, AccountsHouse.FormKeyOf(await browser.GetStringAsync("/sign-in")));
    }

    private static async Task<Who> Somebody(AccountsHouse house, string role, string scope)
    {
        var id = await house.Enrol("Somebody", $"{Guid.NewGuid():n}@example.test", role, scope);
        var token = await house.Services.GetRequiredService<ApiKeys>().Make(
            id, "test", ApiKeys.ForPeople, [], Scope.Organisation, 90, CancellationToken.None);
        return await Anew(house, new Who(id, role, scope, house.Program(token), house.Stranger(), ""));
    }

    /// <summary>The same person in another browser.</summary>
    private static async Task<Who> Anew(AccountsHouse house, Who who)
    {
        if (who.Id == "") return who;
        var cookies = new CookieContainer();
        cookies.Add(house.Address, new Cookie($"plimsoll-session-{house.Address.Port}",
            house.Services.GetRequiredService<Sessions>().Begin(who.Id, "matrix", "127.0.0.1")));
        var browser = house.Stranger(cookies);
        var key = AccountsHouse.FormKeyOf(await browser.GetStringAsync("/about"));
        browser.DefaultRequestHeaders.Accept.Clear();
        return who with { Browser = browser, FormKey = key };
    }
}
