using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Server.Access;
using Plimsoll.Server.Tests.Access.Matrix;

namespace Plimsoll.Server.Tests.Access;

/// <summary>GET /api/v1/openapi.json: OpenAPI 3.1, generated from what the server serves.</summary>
public sealed class TheApiDescribesItself
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>
    /// What programs rely on. A line that changed or went breaks them; set PLIMSOLL_APPROVE=1 to write the file anew
    /// when a line is only new.
    /// </summary>
    [Fact]
    public async Task The_document_is_the_approved_one()
    {
        await using var house = await AccountsHouse.Open();
        var document = await house.ApiDocument();
        document["info"]!["version"] = "";
        var text = document.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("PLIMSOLL_APPROVE") == "1") File.WriteAllText(Approved(), text);
        Assert.Equal(File.ReadAllText(Approved()), text);
    }

    [Fact]
    public async Task It_holds_every_endpoint_of_the_api_with_the_permission_it_needs()
    {
        await using var house = await AccountsHouse.Open();
        var described = MatrixRow.From(await house.ApiDocument()).Where(row => row.IsOfApi)
            .Select(row => $"{row.Method} {row.Address} {row.Verb} {row.Place}").Order();
        var declared = Rights.All.Where(row => row.Address.StartsWith("/api/", StringComparison.Ordinal) && row.Address != "/api/v1/openapi.json")
            .Select(row => $"{row.Method} {Rights.Template(row.Address)} {row.Verb} {row.Place}").Order();
        Assert.Equal(declared, described);
    }

    [Fact]
    public async Task What_makes_another_secret_each_time_takes_no_key_and_everything_else_that_changes_something_does()
    {
        await using var house = await AccountsHouse.Open();
        var without = (await house.ApiDocument())["paths"]!.AsObject()
            .Where(path => path.Value!["post"] is { } post
                && !(post["parameters"]?.AsArray().Any(p => p!["name"]!.GetValue<string>() == "Idempotency-Key") ?? false))
            .Select(path => path.Key["/api/v1/".Length..]).Order();
        Assert.Equal(["access/device", "access/device/token", "access/first-admin", "access/link", "access/people/invite",
            "access/tokens", "calendar/feed"], without);
    }

    [Fact]
    public async Task What_is_answered_has_the_form_that_is_described()
    {
        await using var house = await MatrixHouse.Open();
        using var root = house.Program(await house.SignedInToken("Root"));
        var document = await house.ApiDocument();
        var schemas = document["components"]!["schemas"]!;
        var looked = 0;
        foreach (var row in MatrixRow.From(document).Where(row => row is { IsOfApi: true, Method: "GET" }))
        {
            using var answer = await root.GetAsync(row.AddressOf(new Asked("shop", State.Open)));
            var schema = document["paths"]![row.Address]!["get"]!["responses"]!["200"]!["content"]!["application/json"]?["schema"];
            if (!answer.IsSuccessStatusCode || schema is null) continue;
            var found = Unlike(JsonNode.Parse(await answer.Content.ReadAsStringAsync()), schema, schemas, row.Address).ToList();
            Assert.True(found.Count == 0, string.Join("\n", found));
            looked++;
        }
        Assert.True(looked >= 15, $"only {looked} answers were looked at");
    }

    /// <summary>Where an answer has what is not described, lacks what is required, or is of another type.</summary>
    private static IEnumerable<string> Unlike(JsonNode? value, JsonNode schema, JsonNode schemas, string at)
    {
        if (schema["oneOf"] is JsonArray either)
            return value is null ? [] : Unlike(value, either.First(s => s!["$ref"] is not null)!, schemas, at);
        if (schema["$ref"] is { } reference) return Unlike(value, schemas[$"{reference}".Split('/')[^1]]!, schemas, at);
        var types = schema["type"] is JsonArray many ? many.Select(t => $"{t}").ToList() : [$"{schema["type"]}"];
        return value switch
        {
            null => types.Contains("null") ? [] : [$"{at} is null"],
            JsonArray list => !types.Contains("array") ? [$"{at} is a list"]
                : list.SelectMany((item, i) => Unlike(item, schema["items"]!, schemas, $"{at}[{i}]")),
            JsonObject one => !types.Contains("object") ? [$"{at} is an object"]
                : one.SelectMany(p => schema["properties"]?[p.Key] is { } of ? Unlike(p.Value, of, schemas, $"{at}.{p.Key}")
                        : schema["properties"] is null ? [] : [$"{at}.{p.Key} is not described"])
                    .Concat((schema["required"]?.AsArray() ?? []).Where(r => !one.ContainsKey($"{r}")).Select(r => $"{at}.{r} is missing")),
            _ => types.Contains(value.GetValueKind() switch
            {
                JsonValueKind.String => "string",
                JsonValueKind.Number => types.Contains("number") ? "number" : "integer",
                _ => "boolean",
            }) ? [] : [$"{at} is {value.GetValueKind()}"],
        };
    }

    private static string Approved([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "openapi.approved.json");
}
