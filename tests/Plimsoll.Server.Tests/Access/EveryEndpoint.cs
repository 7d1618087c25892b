using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Core.Access;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Tests.Access;

/// <summary>endpoints.tsv declares what each needs. An endpoint without a row is refused where accounts exist.</summary>
public sealed class EveryEndpoint
{
    private static readonly string[] Places =
        ["-", "organisation", "service", "environment", "deployment", "shipment", "incident", "page", "form", "body", "owner"];

    [Fact]
    public async Task Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        await using var house = await AccountsHouse.Claimed();
        var mapped = Mapped(house).Select(e => (e.Method, e.Address)).ToHashSet();
        var declared = Rights.All.Select(r => (r.Method, r.Address)).ToHashSet();

        var missing = mapped.Except(declared).Order().Select(e => $"{e.Method}\t{e.Address}\t?\t-").ToList();
        Assert.True(missing.Count == 0,
            "These endpoints say nowhere what they need; add them to src/Plimsoll.Server/Access/endpoints.tsv:\n"
            + string.Join("\n", missing));
        Assert.Empty(declared.Except(mapped).Order());
    }

    [Fact]
    public async Task Only_what_is_declared_for_anyone_is_open_to_anyone()
    {
        await using var house = await AccountsHouse.Claimed();
        Assert.Equal(
            Rights.All.Where(r => r.Verb == Rights.Anyone).Select(r => $"{r.Method} {r.Address}").Order(),
            Mapped(house).Where(e => e.Open).Select(e => $"{e.Method} {e.Address}").Distinct().Order());
    }

    [Fact]
    public void Every_row_names_a_permission_and_a_place_that_exist() => Assert.All(Rights.All, row =>
    {
        Assert.True(row.Verb is Rights.Anyone or Rights.Own || Permissions.IsKnown(row.Verb), $"{row}");
        Assert.Contains(row.Place, Places);
    });

    [Fact]
    public void Every_permission_is_needed_somewhere() =>
        Assert.Empty(Permissions.All.Select(p => p.Verb).Except(Rights.All.Select(r => r.Verb)).Except([Permissions.SeePrivate]));

    private static IEnumerable<(string Method, string Address, bool Open)> Mapped(AccountsHouse house) =>
        from endpoint in house.Endpoints
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, Rights.AddressOf(endpoint), endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);
}
