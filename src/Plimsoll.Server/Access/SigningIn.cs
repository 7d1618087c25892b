using Microsoft.AspNetCore.Antiforgery;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>The sign-in page, and getting back in with a recovery code.</summary>
public static class SigningIn
{
    private const string Wrong = "Email or password is wrong.";

    public static void MapSigningIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", Show).AllowAnonymous();
        app.MapPost("/sign-in", SignIn).AllowAnonymous();
        app.MapGet("/recover", (HttpContext http, Roster roster) =>
            roster.HasAccounts ? Recovery().Answer(http) : NoAccounts).AllowAnonymous();
        app.MapPost("/recover", Recover).AllowAnonymous();
    }

    /// <summary>A fresh session in place of whatever the browser had.</summary>
    internal static void LetIn(this HttpContext http, Sessions sessions, string person, string issuer = "")
    {
        if (http.SessionKey() is { Length: > 0 } before) sessions.End(before);
        var id = sessions.Begin(person, http.Request.Headers.UserAgent.ToString(), From(http), issuer);
        http.Response.Cookies.Append(Cookies.Name(http, "session"), id,
            Cookies.Lasting(http, issuer == "" ? Sessions.Lifetime : Sessions.LifetimeByProvider));
    }

    /// <summary>Whether a form was written by this server for this browser; the guard looks at sessions only.</summary>
    internal static async Task<bool> IsOurForm(this HttpContext http)
    {
        try
        {
            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            return false; // The form itself could not be read.
        }
    }

    internal static Problem NoAccounts { get; } = new(
        404, "There are no accounts yet", "Names are claimed here until the first administrator signs up by a one-time link.",
        "plimsoll server first-admin")
    {
        Code = "access.no-accounts",
    };

    private static IResult Show(HttpContext http, string? to, Roster roster) =>
        roster.HasAccounts ? Door(Pages.Local(to)).With(roster).Answer(http) : NoAccounts;

    private static async Task<IResult> SignIn(
        HttpContext http, Roster roster, Accounts accounts, SignInLimits limits, Sessions sessions, CancellationToken stop)
    {
        if (!roster.HasAccounts) return NoAccounts;
        if (!await http.IsOurForm()) return Refusals.NoForm;
        var form = await http.Request.ReadFormAsync(stop);
        var (mail, to) = (form["email"].ToString().Trim(), Pages.Local(form["to"]));
        if (limits.Begin(mail, From(http)) is { } wait) return Waits(Door(to, mail).With(roster), http, wait);
        if (await accounts.SignIn(mail, form["password"].ToString(), stop) is not { } person)
            return (Door(to, mail).With(roster) with
            {
                Wrong = "password", Trouble = $"{Wrong} {Left(limits.Left(mail))}",
            })
                .Answer(http, 401);
        limits.Succeeded(mail, From(http));
        http.LetIn(sessions, person);
        return Results.LocalRedirect("~" + to);
    }

    private static async Task<IResult> Recover(
        HttpContext http, Roster roster, Accounts accounts, SignInLimits limits, Sessions sessions, CancellationToken stop)
    {
        if (!roster.HasAccounts) return NoAccounts;
        if (!await http.IsOurForm()) return Refusals.NoForm;
        var form = await http.Request.ReadFormAsync(stop);
        var (mail, password) = (form["email"].ToString().Trim(), form["password"].ToString());
        if (Passwords.Objection(password, "", mail) is { Length: > 0 } objection)
            return (Recovery(mail) with { Wrong = "password", Trouble = objection }).Answer(http, 422);
        if (limits.Begin(mail, From(http)) is { } wait) return Waits(Recovery(mail), http, wait);
        if (await accounts.Recover(mail, form["code"].ToString(), password, stop) is not { } person)
            return (Recovery(mail) with { Wrong = "code", Trouble = $"Email or code is wrong. {Left(limits.Left(mail))}" })
                .Answer(http, 401);
        limits.Succeeded(mail, From(http));
        http.LetIn(sessions, person);
        return http.Back("/settings/sign-in", new Sign(Mark.Ok, "Done"),
            "Your password is changed and you are signed out everywhere else. The code is spent.");
    }

    private static DoorView Door(string to, string mail = "") => new(
        "Sign in to Plimsoll", "/sign-in", "Sign in", [DoorField.Mail(mail), DoorField.Password])
    {
        To = to, LinkTo = "/recover", LinkText = "Use a recovery code",
    };

    private static DoorView Recovery(string mail = "") => new(
        "Get back in", "/recover", "Set the password", [DoorField.Mail(mail),
            new("code", "Recovery code", "text", "one-time-code", Hint: "One of the ten you kept; it works once."),
            DoorField.NewPassword])
    {
        LinkTo = "/sign-in", LinkText = "Sign in with your password",
    };

    private static IResult Waits(DoorView door, HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = $"{(int)wait.TotalSeconds + 1}";
        return (door with
        {
            Wrong = "password",
            Trouble = $"Too many tries. Try again in {(int)wait.TotalMinutes + 1} min.",
        }).Answer(http, 429);
    }

    private static string Left(int left) => left switch
    {
        <= 0 => "No try left for now.",
        1 => "1 try left.",
        _ => $"{left} tries left.",
    };

    internal static string From(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}
