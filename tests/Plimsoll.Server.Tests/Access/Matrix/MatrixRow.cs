using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Tests.Access.Matrix;

/// <summary>An endpoint to ask: one of the API as its own document describes it, or a page or form of the site.</summary>
/// <param name="Body">A schema of what a program sends; null where nothing is sent.</param>
internal sealed record MatrixRow(string Method, string Address, string Verb, string Place, JsonNode? Body, JsonNode Schemas)
{
    private const int Deep = 5;

    public bool IsOfApi => Address.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>What ends the session or the token that asks comes last, and once.</summary>
    public bool EndsAll => Address is "/api/v1/access/sign-out" or "/me/end-session" or "/settings/sessions/end-all";

    public static IReadOnlyList<MatrixRow> From(JsonNode document)
    {
        var schemas = document["components"]!["schemas"]!;
        var api = from path in document["paths"]!.AsObject()
                  from operation in path.Value!.AsObject()
                  select new MatrixRow(operation.Key.ToUpperInvariant(), path.Key, $"{operation.Value!["x-plimsoll-permission"]}",
                      $"{operation.Value["x-plimsoll-scope"]}",
                      operation.Value["requestBody"]?["content"]!["application/json"]!["schema"], schemas);
        var site = from row in Rights.All
                   where !row.Address.StartsWith("/api/", StringComparison.Ordinal)
                   select new MatrixRow(row.Method, Rights.Template(row.Address), row.Verb, row.Place, null, schemas);
        return [.. api.Concat(site).OrderBy(row => row.EndsAll)];
    }

    public string AddressOf(Asked asked) => Address.Replace("{service}", asked.Service)
        .Replace("{version}", asked.Version).Replace("{environment}", "production").Replace("{id}", IdOf(asked))
        .Replace("{person}", "0000000000000000").Replace("{number}", "7").Replace("{section}", "root-cause")
        .Replace("{code}", "none").Replace("{key}", "none").Replace("{page}", "none").Replace("{who}", "none").Replace("{token}", "none");

    /// <summary>A body that has the form the document asks for, about the service asked for.</summary>
    public string BodyOf(Asked asked) => Address == "/api/v1/services/apply"
        ? JsonSerializer.Serialize(new { file = "plimsoll.yaml", text = MatrixHouse.Yaml(asked.Service), folder = "" })
        // One that is private is not there for others, and that is another test's matter.
        : Address.EndsWith("/make-private", StringComparison.Ordinal) ? """{"reason":""}"""
        : Body is null ? "" : Some(Body, "", asked, Deep)!.ToJsonString();

    private string IdOf(Asked asked) =>
        Address.Contains("/incidents/", StringComparison.Ordinal) || Address.Contains("/incident/", StringComparison.Ordinal) ? asked.Incident
        : Address.Contains("/deployments/", StringComparison.Ordinal) ? asked.Deployment
        : Address.Contains("/shipment/", StringComparison.Ordinal) ? asked.Shipment
        : Address.Contains("/pages/", StringComparison.Ordinal) ? asked.Page
        : "none";

    private JsonNode? Some(JsonNode schema, string name, Asked asked, int depth)
    {
        if (schema["$ref"] is { } reference) return Some(Schemas[$"{reference}".Split('/')[^1]]!, name, asked, depth - 1);
        var types = schema["type"] is JsonArray many ? many.Select(t => $"{t}").ToList() : [$"{schema["type"]}"];
        if (types.Contains("null") || depth < 0) return null;
        if (types.Contains("object"))
            return new JsonObject((schema["properties"]?.AsObject() ?? [])
                .Select(p => KeyValuePair.Create(p.Key, Some(p.Value!, p.Key, asked, depth))));
        if (types.Contains("array")) return new JsonArray();
        if (types.Contains("boolean")) return false;
        if (types.Contains("integer") || types.Contains("number")) return 1;
        return name switch
        {
            "service" => asked.Service, "environment" => "production", "version" => asked.Version,
            "scope" when Address.StartsWith("/api/v1/calendar/", StringComparison.Ordinal) => $"service/{asked.Service}",
            // Bytes, and times, are empty and not given.
            _ => schema["format"] is null ? "x" : "",
        };
    }
}

/// <summary>What a request is about: a service, and things of it that are open, over, or not there.</summary>
internal sealed record Asked(string Service, State State)
{
    private string Suffix => State == State.Open ? "1" : State == State.Over ? "2" : "9";

    public string Version => $"{Suffix}.0.0";

    public string Incident => $"INC-{(Service == "shop" ? 0 : 10) + int.Parse(Suffix)}";

    public string Deployment => $"{Service}-{Suffix}.0.0-1-production";

    public string Shipment => $"{Service}-{Suffix}.0.0-1";

    public string Page => $"{Service}-page-{Suffix}";

    public bool Exists => State != State.Missing;
}

internal enum State { Open, Over, Missing }
