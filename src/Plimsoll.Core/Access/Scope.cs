using System.Text.RegularExpressions;

namespace Plimsoll.Core.Access;

/// <summary>What a role is held for, or what a permission is asked for: written <c>service/shop</c>.</summary>
public readonly partial record struct Scope(string Value)
{
    private const string OfTeam = "team/";
    private const string OfService = "service/";
    private const string OfEnvironment = "environment/";

    public const string Rule =
        "A scope is organisation, team/NAME, service/NAME or environment/SERVICE/NAME.";

    /// <summary>Everything there is.</summary>
    public static Scope Organisation { get; } = new("organisation");

    /// <summary>Nothing in particular: any role held anywhere is enough.</summary>
    public static Scope Anywhere { get; } = new("anywhere");

    public static Scope Team(string name) => new(OfTeam + name);

    public static Scope Service(string name) => new(OfService + name);

    public static Scope Environment(string service, string name) => new($"{OfEnvironment}{service}/{name}");

    public static bool TryRead(string text, out Scope scope)
    {
        scope = new Scope(text.Trim());
        return Written().IsMatch(scope.Value);
    }

    /// <summary>The service it lies in; empty for a team and for the organisation.</summary>
    public string ServiceName => Value.Split('/') is [("service" or "environment"), var service, ..] ? service : "";

    /// <summary>Whether what is held for this scope is held for another one too.</summary>
    /// <param name="teamOf">The team a service belongs to; empty for none.</param>
    public bool Covers(Scope asked, Func<string, string> teamOf) =>
        asked == Anywhere || this == Organisation || this == asked
        || asked.ServiceName is not "" and var service
            && (this == Service(service) || teamOf(service) is not "" and var team && this == Team(team));

    public override string ToString() => Value;

    [GeneratedRegex(@"\A(organisation|(team|service)/[a-z0-9][a-z0-9-]{0,62}|environment(/[a-z0-9][a-z0-9-]{0,62}){2})\z")]
    private static partial Regex Written();
}
