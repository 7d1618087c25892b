using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Hosting;

/// <summary>The HTTP API described by itself (OpenAPI 3.1): what the server serves is what it is generated from.</summary>
/// <remarks>
/// Each operation says which permission it needs and where its scope is found, from the same table that admits it:
/// <c>x-plimsoll-permission</c> and <c>x-plimsoll-scope</c>.
/// </remarks>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string Permission = "x-plimsoll-permission";
    public const string ScopeFrom = "x-plimsoll-scope";
    private const string Token = "token";

    private static readonly (int Status, string Meaning)[] Refusals =
    [
        (401, "Nothing that lets anybody in was shown."), (403, "Who asks may not do this."),
        (404, "There is no such thing."), (409, "A rule stands against it; `blockers` names each, who clears it and how."),
        (422, "What was sent cannot be read; the place is named."), (429, "Too many requests from this caller."),
        (503, "It could not be written; nothing was done."),
    ];

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = described => described.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Introduce(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    });

    /// <summary>What a command answers where its endpoint declares nothing else.</summary>
    public static void AnswersCommands(this RouteGroupBuilder api) => ((IEndpointConventionBuilder)api).Finally(endpoint =>
    {
        if (endpoint.Metadata.OfType<IHttpMethodMetadata>().Any(m => m.HttpMethods.Contains("POST"))
            && !endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(p => p.StatusCode == 200))
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(Accepted), ["application/json"]));
    });

    // Shown once and kept nowhere: whoever asks again gets another one, whatever the key.
    private static readonly Type?[] Secrets =
    [
        typeof(MadeTokenView), typeof(InvitedView), typeof(LinkView), typeof(DeviceView), typeof(SignedInView), typeof(FeedView),
    ];

    /// <summary>GET /api/v1/openapi.json</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder app) => app.MapOpenApi("/api/v1/openapi.json");

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Plimsoll", Version = AboutView.ThisVersion,
            Description = "A command is POST …/verb-noun. Where it takes an Idempotency-Key, name it and it happens once, however often it is sent. "
                + "Its answer says where it stands in the journal. Refusals are RFC 9457 problems.",
        };
        // The address the document was asked under is the address of the API.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.AddComponent("Problem", ProblemSchema());
        foreach (var (status, meaning) in Refusals)
            document.AddComponent($"{status}", new OpenApiResponse
            {
                Description = meaning,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", document) },
                },
            });
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer",
                Description = "A token of Settings, Tokens or of `plimsoll signin`; before accounts exist the server's own.",
            },
        };
    }

    // RFC 9457, with what Plimsoll adds.
    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Which problem it is."), ["title"] = Text("In a word or two."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer }, ["detail"] = Text("What happened, why, what to do."),
            ["instance"] = Text("What was asked."), ["code"] = Text("Stable, for programs."),
            ["command"] = Text("What to type next."), ["traceId"] = Text("Where to look in the server's log."),
            ["blockers"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object },
                Description = "Every rule that stands against it.",
            },
        },
    };

    private static OpenApiSchema Text(string meaning) => new() { Type = JsonSchemaType.String, Description = meaning };

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var described = context.Description;
        var method = described.HttpMethod ?? "GET";
        var path = Rights.Template($"/{described.RelativePath}");
        operation.OperationId = $"{method.ToLowerInvariant()}{path["/api/v1".Length..]}"
            .Replace('/', '-').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        operation.Tags = new HashSet<OpenApiTagReference> { new(path.Split('/')[3], context.Document) };
        if (operation.RequestBody is OpenApiRequestBody body) body.Required = true;
        if (method == "POST" && !described.SupportedResponseTypes.Any(r => Secrets.Contains(r.Type))) (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = "Idempotency-Key", In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Description = "Yours; the same again is answered as before and done once.",
        });
        if (Rights.Described(method, path) is not { } right) return;
        var isOpen = right.Verb == Rights.Anyone;
        operation.Summary ??= isOpen ? "Open to anyone." : right.Verb == Rights.Own ? "About whoever asks." : $"Needs {right.Verb}.";
        operation.Extensions = new Dictionary<string, IOpenApiExtension>
        {
            [Permission] = new JsonNodeExtension(right.Verb), [ScopeFrom] = new JsonNodeExtension(right.Place),
        };
        operation.Security = isOpen ? [] : [new() { [new(Token, context.Document)] = [] }];
        operation.Responses ??= [];
        foreach (var (status, _) in Refusals.Where(r => !isOpen || r.Status is not (401 or 403)))
            operation.Responses.TryAdd($"{status}", new OpenApiResponseReference($"{status}", context.Document));
    }
}
