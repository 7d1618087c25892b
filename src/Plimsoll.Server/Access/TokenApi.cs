using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Access;

/// <summary>Tokens over HTTP: made, listed and revoked by their person; an administrator revokes any.</summary>
public static class TokenApi
{
    private const int LongestName = 80;

    internal static void MapTokenApi(this IEndpointRouteBuilder access)
    {
        access.MapGet("/tokens", async (HttpContext http, ApiKeys keys, Roster roster, CancellationToken stop) =>
            (await Shown(http, keys, stop)).Select(t => View(t, keys, roster)));
        access.MapPost("/tokens", async (HttpContext http, TokenBody body, ApiKeys keys, Roster roster, CancellationToken stop) =>
        {
            if (!roster.HasAccounts) return SigningIn.NoAccounts;
            var (secret, warnings, refusal) = await Make(http, body, keys, stop);
            return refusal is null ? Results.Json(new MadeTokenView(secret, warnings)) : Answers.Problem(refusal);
        }).Produces<MadeTokenView>();
        access.MapPost("/sign-out", SignOut).Produces<RevokedView>();
        access.MapPost("/tokens/{id}/revoke", async (HttpContext http, string id, ApiKeys keys, CancellationToken stop) =>
            await Revoke(http, id, keys, stop) is { } refusal ? Answers.Problem(refusal) : Results.Json(new RevokedView(id))).Produces<RevokedView>();
    }

    private static async Task<IResult> SignOut(HttpContext http, ApiKeys keys, CancellationToken stop)
    {
        var token = http.Features.Get<Caller>()?.TokenId ?? "";
        if (token.Length > 0) await keys.Revoke(token, stop);
        return Results.Json(new RevokedView(token));
    }

    /// <summary>The tokens somebody may see: their own, or everybody's for who ends them.</summary>
    internal static async Task<IReadOnlyList<StoredToken>> Shown(HttpContext http, ApiKeys keys, CancellationToken stop) =>
        [.. (await keys.All(stop)).Where(t => IsTheirs(http, t))];

    /// <summary>Makes a token that reaches no further than its person does.</summary>
    internal static async Task<Made> Make(HttpContext http, TokenBody body, ApiKeys keys, CancellationToken stop)
    {
        if (Objection(body, Sight.Of(http), out var scope) is { } refusal) return new Made("", [], refusal);
        var (name, days) = ((body.Name ?? "").Trim(), body.Days == 0 ? ApiKeys.UsualDays : body.Days);
        var may = body.May.IsDefault ? [] : body.May;
        var all = may.Contains(Permissions.See) || may.IsEmpty ? may : [.. may.Prepend(Permissions.See)];
        return new Made(
            await keys.Make(http.Actor(), name, ApiKeys.ForPrograms, all, scope, days, stop),
            [.. Warnings(Sight.Of(http).World.Organisation, http.Actor(), may, scope)], null);
    }

    private static Refusal? Objection(TokenBody body, Sight sight, out Scope scope)
    {
        var (name, may) = ((body.Name ?? "").Trim(), body.May.IsDefault ? [] : body.May);
        if (!Scope.TryRead(string.IsNullOrEmpty(body.Scope) ? Scope.Organisation.Value : body.Scope, out scope))
            return Refusal.Invalid(Scope.Rule);
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            return Refusal.Invalid($"A token has a name of up to {LongestName} characters that says what uses it.");
        if (body.Days is < 0 or > ApiKeys.MostDays)
            return Refusal.Invalid($"A token is good for 1 to {ApiKeys.MostDays} days.");
        if (may.FirstOrDefault(v => !Permissions.IsKnown(v)) is { } unknown)
            return Refusal.Invalid($"There is no permission {unknown}; `plimsoll role list` shows them.");
        if (may.FirstOrDefault(Permissions.InPerson.Contains) is { } approval)
            return Refusal.Forbidden($"No program does that: {approval} is a person's word.");
        return KnownScopes.Unknown(scope, sight);
    }

    // A role may be given later, so this is no reason to refuse; a pipeline that fails at night is one to say it.
    private static IEnumerable<string> Warnings(Organisation people, string person, IEnumerable<string> may, Scope scope) =>
        from verb in may.Distinct()
        where !people.PermitsWithin(person, verb, scope)
        select $"The token will not be able to do {verb}: you may not do that for {scope} yourself. "
            + $"It is for {Permitting.WhoMay(verb)}.";

    internal static async Task<Refusal?> Revoke(HttpContext http, string id, ApiKeys keys, CancellationToken stop) =>
        (await Shown(http, keys, stop)).FirstOrDefault(t => t.Id == id) is null ? Refusal.NotFound(
            $"You have no token {id}; `plimsoll token list` shows them.")
        : await keys.Revoke(id, stop) ? null
        : Refusal.TooLate($"The token {id} was revoked before.");

    internal static TokenView View(StoredToken token, ApiKeys keys, Roster roster) => new(
        token.Id, token.Name, roster.NameOf(token.Person), token.Kind == ApiKeys.ForCalendars ? "read its calendar"
            : token.May == "" ? "all its person has" : token.May, token.Scope,
        token.MadeAt, token.Until, token.UsedAt,
        token.RevokedAt is not null ? "revoked" : keys.IsGood(token) ? "good" : "over");

    /// <summary>A token that was made, with what it will not be able to do; or why there is none.</summary>
    internal sealed record Made(string Secret, ImmutableArray<string> Warnings, Refusal? Refusal);

    private static bool IsTheirs(HttpContext http, StoredToken token) =>
        token.Person == http.Actor() || http.May(Permissions.EndSessions, Scope.Organisation);
}
