using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>What was asked for with one request, in its own words. What it means as a command may be another thing each time it is sent:
/// the next number, a minute ago, whatever goes on there now.</summary>
internal sealed class Asked
{
    private object? _body;
    private int _sent;

    /// <summary>What a request sent to the API, as it was read.</summary>
    public static void Remember(RouteGroupBuilder api) => api.AddEndpointFilter((context, next) =>
    {
        if (context.Arguments.FirstOrDefault(a => a?.GetType() is { Namespace: "Plimsoll.Files.Api" }) is { } body)
            Of(context.HttpContext)._body = body;
        return next(context);
    });

    public static Asked Of(HttpContext http)
    {
        if (http.Features.Get<Asked>() is { } known) return known;
        var asked = new Asked();
        http.Features.Set(asked);
        return asked;
    }

    /// <summary>Under which the next command of this request is written; null where the request is not named.</summary>
    /// <param name="digest">Of its words, where not everybody who reads the digest may guess at them.</param>
    public CommandKey? Next(HttpContext http, Func<byte[], byte[]>? digest = null)
    {
        var number = ++_sent;
        return http.Key() is { Length: > 0 } key ? new CommandKey(
            CommandIds.Of($"{http.Actor()}{http.Request.Path}#{number}/{key}"),
            Convert.ToHexStringLower((digest ?? SHA256.HashData)(Encoding.UTF8.GetBytes(Words(http))))) : null;
    }

    private string Words(HttpContext http) =>
        $"{http.Request.Path}{http.Request.QueryString}\n{(http.Request.HasFormContentType ? Form(http.Request.Form) : Body())}";

    // A secret is nowhere in the journal, neither as a digest.
    private string Body() => JsonSerializer.Serialize(
        _body is ProviderBody provider ? provider with { Secret = "" } : _body, EventBodies.Options);

    // Its page's own key is among the fields: nobody can guess from the digest what else was.
    private static string Form(IFormCollection form) => string.Join('\n',
        form.OrderBy(field => field.Key, StringComparer.Ordinal).SelectMany(field => field.Value.Select(value => $"{field.Key}={value}"))
            .Concat(form.Files.Select(file => $"{file.Name}={file.FileName} {file.Length}")));
}

/// <summary>The id of a command that may be sent again, and what it is known by then.</summary>
public sealed record CommandKey(string Id, string Digest);
