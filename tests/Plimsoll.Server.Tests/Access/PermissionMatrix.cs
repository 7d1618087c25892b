using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Access;
using Xunit.Sdk;
using Person = Plimsoll.Server.Journal.Person;

namespace Plimsoll.Server.Tests.Access;

/// <summary>
/// Every endpoint, asked by nobody and by each role held everywhere, for the service asked for, and for another one;
/// answers are compared with the declared tables, read here once more and in another way than the server does.
/// </summary>
public sealed class PermissionMatrix
{
    private static readonly string[] Held = ["organisation", "service/shop", "service/elsewhere"];
    private static readonly string[] Targets = ["shop", "other"];

    private sealed record Who(string Role, string Scope, HttpClient Client);

    [Fact]
    public async Task No_answer_differs_from_the_declared_table()
    {
        await using var house = await AccountsHouse.Open();
        await Declare(house, "INC-1", "shop");
        await Declare(house, "INC-2", "other");
        var people = new List<Who> { new("", "", house.Program("")) };
        people[0].Client.DefaultRequestHeaders.Authorization = null;
        foreach (var role in RoleTable.Rows.Select(r => r.Role))
            foreach (var scope in Held) people.Add(new Who(role, scope, house.Program(await Join(house, role, scope))));
        // What ends the token that asks comes last.
        var rows = Rights.All.OrderBy(r => r.Address.EndsWith("/sign-out", StringComparison.Ordinal)).ToList();
        var (asked, wrong) = (0, new ConcurrentBag<string>());

        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (who, stop) =>
        {
            foreach (var row in rows)
                foreach (var target in Targets)
                {
                    if (row.Address.EndsWith("/sign-out", StringComparison.Ordinal) && target != Targets[^1]) continue;
                    Interlocked.Increment(ref asked);
                    var (refused, words) = await Ask(who.Client, row, target, stop);
                    if (refused == May(who, row, target)) wrong.Add($"{who.Role} ({who.Scope}) {row.Method} {row.Address} for {target}: {words}");
                }
        });

        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {asked} differ:\n{string.Join("\n", wrong.Order().Take(40))}");
        Assert.True(asked >= 10_000, $"only {asked} requests were made");
        TestContext.Current.SendDiagnosticMessage("permission matrix: {0} requests, 0 differences", asked);
        foreach (var who in people) who.Client.Dispose();
    }

    /// <summary>The tables, read plainly: the role has the permission, and is held for what is asked for.</summary>
    private static bool May(Who who, Right row, string target)
    {
        if (row.Verb == Rights.Anyone) return true;
        if (who.Role == "") return false;
        if (row.Verb == Rights.Own) return true;
        if (!RoleTable.Rows.Single(r => r.Role == who.Role).May.Contains(row.Verb)) return false;
        return row.Place switch
        {
            "organisation" => who.Scope == "organisation",
            "service" or "environment" or "incident" or "form" or "body" or "owner" =>
                who.Scope == "organisation" || who.Scope == $"service/{target}",
            // No such deployment and no such page: it is about nothing in particular.
            _ => true,
        };
    }

    private static async Task<(bool Refused, string Words)> Ask(HttpClient client, Right row, string target, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), AddressOf(row, target));
        if (row.Method == "POST")
            request.Content = row.Address.StartsWith("/api/", StringComparison.Ordinal)
                ? new StringContent(BodyOf(row, target), Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent(new Dictionary<string, string> { ["service"] = target });
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) return (false, $"{answer.StatusCode}");
        var words = await answer.Content.ReadAsStringAsync(stop);
        // Core says no as well, to who may ask: not the creator, not the commander. That is no matter of this table.
        return (!words.Contains("link-spent") && !words.Contains("access.no-form") && !words.Contains("access.no-claims")
            && (answer.StatusCode == HttpStatusCode.Unauthorized || words.Contains("is permitted to") || words.Contains("own matter")
                || words.Contains("access.undeclared")), words);
    }

    private static string BodyOf(Right row, string target) => row.Address switch
    {
        "/api/v1/services/apply" =>
            JsonSerializer.Serialize(new { file = "plimsoll.yaml", text = Yaml(target), folder = "" }),
        "/api/v1/secrets/set" =>
            $$"""{"name":"KEY","service":"{{target}}","environment":"","value":"a long enough value","command":""}""",
        "/api/v1/secrets/remove" => $$"""{"name":"KEY","service":"{{target}}","environment":""}""",
        "/api/v1/releases/create" => $$"""{"service":"{{target}}","version":"1.0.0","type":"","ref":"","fixes":""}""",
        "/api/v1/incidents/declare" => $$"""{"title":"","severity":"","service":"{{target}}"}""",
        _ => "{}",
    };

    private static string AddressOf(Right row, string target)
    {
        var incident = target == "shop" ? "INC-1" : "INC-2";
        var id = row.Place == "incident" || row.Address.Contains("/incidents/{id}") ? incident : "none";
        return row.Address.Replace("{service}", target).Replace("{version}", "1.0.0").Replace("{environment}", "production")
            .Replace("{id}", id).Replace("{person}", "0000000000000000").Replace("{number:int}", "7").Replace("{section}", "root-cause")
            .Replace("{code}", "none").Replace("{*key}", "none").Replace("{page}", "none").Replace("{who}", "none").Replace("{token}", "none");
    }

    private static string Yaml(string service) => Pages.SomeService.Yaml(service, service, "ask", "/nowhere", "/nowhere");

    private static async Task Declare(AccountsHouse house, string id, string service)
    {
        var file = ServiceFileReader.Read("plimsoll.yaml", Yaml(service));
        await house.Desk.Send(Service.StreamOf(service), new DefineService(Assert.Single(file.Services)), "system:test", CancellationToken.None);
        var answer = await house.Desk.Send(Incident.StreamOf(id), new DeclareIncident(id, "Checkout fails", Severity.High, service, "", "", null),
            "system:test", CancellationToken.None);
        Assert.IsType<Plimsoll.Server.Engine.Answer.Accepted>(answer);
    }

    private static async Task<string> Join(AccountsHouse house, string role, string scope)
    {
        var (id, root) = (Ids.Person(), house.IdOf("Root"));
        await house.Roster.Save(new Person(id, "Somebody", $"{id}@example.test"), CancellationToken.None);
        foreach (var (command, by) in ((AccessCommand, string)[])[(new InvitePerson(id), root), (new GrantRole(id, role, scope), root), (new JoinOrganisation(), id)])
            Assert.IsType<Plimsoll.Server.Engine.Answer.Accepted>(await house.Desk.Send(Organisation.Stream, command, by, CancellationToken.None));
        return await house.Services.GetRequired<ApiKeys>().Make(id, "test", ApiKeys.ForPeople, [], Scope.Organisation, 90, CancellationToken.None);
    }
}
