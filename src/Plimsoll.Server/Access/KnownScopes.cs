using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Access;

/// <summary>What a scope may name here: a mistyped one would reach nothing, and nobody would notice.</summary>
internal static class KnownScopes
{
    /// <summary>Why it is most likely mistyped; null where it is known, or so new that nothing here is called nearly so.</summary>
    public static Refusal? Mistyped(string typed, Sight sight)
    {
        if (!Scope.TryRead(typed, out var scope)) return null;
        var known = All(sight);
        return !known.Contains(scope.Value) && Near(scope, known) is { } near
            ? Refusal.Invalid($"There is no {scope} here. Did you mean {near}? A service that is to come is known once its file is applied.")
            : null;
    }

    /// <summary>Why nothing here is called so, with the nearest that is; null when it is known.</summary>
    public static Refusal? Unknown(Scope scope, Sight sight)
    {
        var known = All(sight);
        if (known.Contains(scope.Value)) return null;
        var (kind, name) = Parts(scope.Value);
        var near = Near(scope, known);
        var way = kind == "team"
            ? "`plimsoll people team SERVICE TEAM` puts a service into one." : "`plimsoll service list` shows what there is.";
        return Refusal.Invalid(
            $"There is no {kind} {name} here. {(near is null ? way : $"Did you mean {near}?")}");
    }

    private static string? Near(Scope scope, IEnumerable<string> known)
    {
        var (kind, name) = Parts(scope.Value);
        return Nearest.To(name, known.Select(Parts).Where(p => p.Kind == kind).Select(p => p.Name)) is { } near ? $"{kind}/{near}" : null;
    }

    // What was put into a team or given to the person is known, though its file may not have come yet.
    private static List<string> All(Sight sight)
    {
        var people = sight.World.Organisation;
        IEnumerable<Scope> all =
        [
            Scope.Organisation,
            .. people.Teams.Keys.Select(Scope.Service), .. people.Teams.Values.Select(Scope.Team),
            .. people.Find(sight.Actor)?.Grants.Select(g => g.Scope) ?? [],
            .. sight.Services.Select(s => Scope.Service(s.Name)),
            .. sight.Services.SelectMany(s => s.Environments.Select(e => Scope.Environment(s.Name, e.Name))),
        ];
        return [.. all.Select(scope => scope.Value).Distinct()];
    }

    private static (string Kind, string Name) Parts(string scope) =>
        scope.Split('/', 2) is [var kind, var name] ? (kind, name) : (scope, "");
}
