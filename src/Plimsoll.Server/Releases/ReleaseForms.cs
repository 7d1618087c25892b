using System.Globalization;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Releases;

/// <summary>The forms of the release pages. The candidate that was read must still be the one there is.</summary>
internal static class ReleaseForms
{
    public static void MapReleaseForms(this IEndpointRouteBuilder app)
    {
        app.MapPost("/releases/create-release", Create);
        var one = app.MapGroup("/releases/{service}/{version}");
        one.MapPost("/ship-release", Ship);
        one.MapRehearsalForm();
        one.MapAcknowledgementForm();
        one.MapLineForms();
        one.MapSigningForms();
        one.MapForm("/sign-off", new("Not signed", "sign off"), "You signed off.",
            (_, form) => new GiveSignOff(Text(form, "role"), Number(form), Text(form, "comment")));
        one.MapForm("/confirm-gate", new("Not confirmed", "confirm"), "Confirmed for this candidate.",
            (_, form) => new ConfirmGate(Text(form, "gate"), Text(form, "comment")));
        one.MapForm("/request-waiver", new("Not asked", "ask"), "The waiver is asked for. Somebody else must grant it.",
            (_, form) => new RequestWaiver(Text(form, "gate"), Text(form, "reason"), EndOf(Text(form, "until"))));
        one.MapNotesForm();
        one.MapForm("/confirm-rollback-plan", new("Not confirmed", "confirm"), "The rollback plan is accepted.",
            (seen, form) => new ConfirmGate(PlanGate(seen), Text(form, "comment")));
        one.MapForm("/grant-waiver", null, "The waiver is granted.",
            (_, form) => new GrantWaiver(Text(form, "waiver"), form.ReadAt("asked")));
        one.MapForm($"/{ReleaseCustomers.Path}", null, "It is on its way to customers.",
            (_, form) => new TellCustomers(Text(form, "text")));
        one.MapForm("/withdraw-release", null, "Withdrawn. Nobody can deploy it any more.",
            (_, form) => new WithdrawRelease(Text(form, "reason")));
    }

    private static void MapForm(
        this RouteGroupBuilder one, string path, SameCandidate? rule, string done,
        Func<ReleaseSeen, IFormCollection, Command> command) =>
        one.MapPost(path, async (HttpContext http, string service, string version, Desk desk, CancellationToken stop) =>
        {
            var form = await http.Request.ReadFormAsync(stop);
            var sight = Sight.Of(http);
            if (sight.Release(service, version) is not { Exists: true } release)
                return http.NoRelease(service, version);
            var seen = ReleaseSeen.Of(sight, release);
            return rule?.Broken(release, Number(form)) is { } refusal
                ? http.Refuse(refusal, seen.Href)
                : await http.Submit(desk, seen.Stream, command(seen, form), seen.Href, done);
        });

    private static async Task<IResult> Create(HttpContext http, CreateReleases releases, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var body = new CreateReleaseBody(Text(form, "service"), Text(form, "version"), "", Text(form, "commit"), "");
        var sealing = await releases.Open(http, body);
        var exists = Sight.Of(http).Release(body.Service, body.Version).Exists;
        return http.Tell(sealing.Answer, exists ? ReleaseSeen.HrefOf(body.Service, body.Version) : "/releases",
            $"{body.Version} is created and its first candidate is sealed.");
    }

    private static async Task<IResult> Ship(
        HttpContext http, string service, string version, Shipping shipping, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (Sight.Of(http).Release(service, version) is not { Exists: true } release)
            return http.NoRelease(service, version);
        var back = ReleaseSeen.HrefOf(service, version);
        return new SameCandidate("Not shipped", "ship").Broken(release, Number(form)) is { } refusal
            ? http.Refuse(refusal, back)
            : http.Tell((await shipping.Open(http, release)).Answer, back, "It is on its way through the checklist.");
    }

    private static string PlanGate(ReleaseSeen seen) =>
        seen.Gates.FirstOrDefault(g => g.Concept == Concepts.RollbackPlan)?.Id ?? Concepts.RollbackPlan;

    private static string Text(IFormCollection form, string field) =>
        form[field].ToString().ReplaceLineEndings("\n").Trim();

    /// <summary>Of the candidate that was read.</summary>
    public static int Number(IFormCollection form) =>
        int.TryParse(form["candidate"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The last minute of the day; a day that is none ends in the past and is refused.</summary>
    private static DateTimeOffset EndOf(string day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? new DateTimeOffset(read, new TimeOnly(23, 59), TimeSpan.Zero)
            : DateTimeOffset.MinValue;
}

/// <summary>Refuses what was read about another candidate.</summary>
internal sealed record SameCandidate(string NotDone, string Verb)
{
    public Refusal? Broken(Release release, int read) => release.Candidate is { } now && now.Number != read
        ? Refusal.Conflict($"{NotDone}: this is candidate {now.Number} now. Read what changed, then {Verb} again.")
        : null;
}
