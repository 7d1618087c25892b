using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Plimsoll.Server.Access;

/// <summary>What each endpoint needs, from <c>endpoints.tsv</c>: method, address, permission, where its scope stands.</summary>
/// <remarks>A test goes through all endpoints: one without a row, and a row without one, fail the build.</remarks>
public static partial class Rights
{
    /// <summary>In place of a permission: nobody has to be signed in.</summary>
    public const string Anyone = "anyone";

    /// <summary>In place of a permission: whoever is signed in, about themselves.</summary>
    public const string Own = "own";

    private static readonly FrozenDictionary<(string Method, string Address), Right> Rows = Read();

    private static readonly FrozenDictionary<(string Method, string Template), Right> ByTemplate =
        Rows.Values.ToFrozenDictionary(right => (right.Method, Template(right.Address)));

    public static IEnumerable<Right> All => Rows.Values;

    /// <summary>Null for an endpoint nobody has declared; it is refused where accounts exist.</summary>
    public static Right? Of(RouteEndpoint endpoint, string method) =>
        Rows.GetValueOrDefault((method, AddressOf(endpoint)));

    /// <summary>By the address as descriptions of the API write it; null for one nobody has declared.</summary>
    public static Right? Described(string method, string template) =>
        ByTemplate.GetValueOrDefault((method, template));

    /// <summary>An address without what its values are bound by, as descriptions of the API write it.</summary>
    public static string Template(string address) => Bounds().Replace(address, "").TrimEnd('/');

    [GeneratedRegex(@"(?<=\{)\*|:[a-z]+(?=\})")]
    private static partial Regex Bounds();

    public static string AddressOf(RouteEndpoint endpoint) =>
        "/" + (endpoint.RoutePattern.RawText ?? "").Trim('/');

    private static FrozenDictionary<(string, string), Right> Read()
    {
        using var stream = typeof(Rights).Assembly.GetManifestResourceStream("endpoints.tsv")
            ?? throw new InvalidOperationException("endpoints.tsv is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t')).Select(cells => new Right(cells[0], cells[1], cells[2], cells[3]))
            .ToFrozenDictionary(right => (right.Method, right.Address));
    }
}

/// <summary>One row.</summary>
/// <param name="Verb">A permission, or <see cref="Rights.Anyone"/> or <see cref="Rights.Own"/>.</param>
/// <param name="Place">
/// Where the scope is found: <c>-</c> (any role held anywhere), <c>organisation</c>, <c>service</c>,
/// <c>environment</c>, <c>deployment</c>, <c>shipment</c>, <c>incident</c>, <c>page</c>, <c>form</c>, <c>body</c>,
/// <c>owner</c> (a form that names service and environment, or neither for what is the organisation's).
/// </param>
public sealed record Right(string Method, string Address, string Verb, string Place);
