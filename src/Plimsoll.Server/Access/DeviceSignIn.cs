using Plimsoll.Core.Access;
using Plimsoll.Files.Api;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>Signs a command line in: it shows a code, its person types the code here.</summary>
public static class DeviceSignIn
{
    private const int LongestAbout = 80;

    public static void MapDeviceSignIn(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/access/device", Begin).Produces<DeviceView>().AllowAnonymous();
        app.MapPost("/api/v1/access/device/token", Ask).Produces<SignedInView>().AllowAnonymous();
        app.MapGet("/device", (HttpContext http, string? code, DeviceCodes codes) => Page(http, code ?? "", codes));
        app.MapPost("/device", Decide);
    }

    private static IResult Begin(HttpContext http, DeviceBody body, DeviceCodes codes, Roster roster)
    {
        if (!roster.HasAccounts) return SigningIn.NoAccounts;
        var about = string.Concat((body.Name ?? "").Where(c => !char.IsControl(c)));
        if (codes.Begin(about.Length <= LongestAbout ? about : about[..LongestAbout]) is not { } code)
            return http.Problem(429, "Too many sign in at once", "Nothing was done. Try again in some minutes.");
        return Results.Json(new DeviceView(
            code.Device, code.Typed, $"{http.Here()}/device",
            (int)DeviceCodes.Lifetime.TotalSeconds, (int)DeviceCodes.Interval.TotalSeconds));
    }

    private static async Task<IResult> Ask(
        HttpContext http, DeviceTokenBody body, DeviceCodes codes, ApiKeys keys, Roster roster, CancellationToken stop)
    {
        var (state, person, about) = codes.Ask(body.DeviceCode ?? "");
        return state switch
        {
            DeviceState.Waits => Not(http, "authorization_pending", "Nobody has typed the code yet."),
            DeviceState.TooFast => Not(http, "slow_down", "Ask less often."),
            DeviceState.Denied => Not(http, "access_denied", "The sign-in was refused in the browser."),
            DeviceState.LetIn when roster.Organisation.IsActive(person) => Results.Json(new SignedInView(
                await keys.Make(person, $"command line on {about}", ApiKeys.ForPeople, [], Scope.Organisation,
                    ApiKeys.UsualDays, stop),
                roster.NameOf(person), ApiKeys.UsualDays)),
            _ => Not(http, "expired_token", "The code is over. Start again."),
        };
    }

    private static IResult Page(HttpContext http, string code, DeviceCodes codes, string trouble = "", int status = 200)
    {
        var about = code == "" ? null : codes.About(code);
        if (code != "" && about is null) trouble = "Nothing waits under this code. Look at the terminal and type it again.";
        return http.Page<DevicePage, DevicePageView>(
            new DevicePageView(about is null ? "" : code, about ?? "", trouble), status);
    }

    private static async Task<IResult> Decide(HttpContext http, DeviceCodes codes, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var (code, answer) = (form["code"].ToString(), form["answer"].ToString());
        if (answer is not ("allow" or "refuse")) return Page(http, code, codes);
        if (!codes.Decide(code, answer == "allow" ? http.Actor() : ""))
            return Page(http, "", codes, "Nothing waits under this code any more. Start again in the terminal.", 409);
        return answer == "allow"
            ? http.Back("/settings/tokens", new Sign(Mark.Ok, "Signed in"), "The terminal acts for you now, for 90 days.")
            : http.Back("/settings/tokens", new Sign(Mark.Fail, "Refused"), "The terminal was sent away.");
    }

    private static IResult Not(HttpContext http, string code, string why) =>
        http.Problem(400, "Not signed in", why, code: code);
}
