using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Access;

/// <summary>A page before the door: what it says and asks.</summary>
/// <param name="Wrong">The field the trouble is shown at.</param>
public sealed record DoorView(string Title, string Action, string Button, IReadOnlyList<DoorField> Fields)
{
    public string Lead { get; init; } = "";

    public string Wrong { get; init; } = "";

    public string Trouble { get; init; } = "";

    public string To { get; init; } = "";

    public string LinkTo { get; init; } = "";

    public string LinkText { get; init; } = "";

    /// <summary>An address of the provider's.</summary>
    public string AwayTo { get; init; } = "";

    public string AwayText { get; init; } = "";

    /// <summary>Shown once.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>What the provider is called that people may sign in with instead; empty: there is none.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Comes with an invitation: its code.</summary>
    public string Invitation { get; init; } = "";

    public string Theme { get; init; } = "auto";

    public string KeyField { get; init; } = "";

    public string Key { get; init; } = "";

    /// <summary>Where signing in with the provider begins.</summary>
    public string ProviderAddress => $"/sign-in/with?to={Uri.EscapeDataString(To == "" ? "/" : To)}";

    /// <summary>The same page, with the other way in where there is one.</summary>
    internal DoorView With(Roster roster, string invitation = "") => 
        roster.Organisation.Provider is not { } provider ? this : this with
        {
            Provider = provider.Name, Invitation = invitation,
            Lead = provider.PasswordsOff
                ? $"A password is for administrators, for when {provider.Name} cannot be reached."
                : Lead,
        };

    /// <summary>The page, with a form that only this browser can send.</summary>
    public IResult Answer(HttpContext http, int status = 200)
    {
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var view = this with
        {
            Theme = Preferences.Theme(http), KeyField = tokens.FormFieldName, Key = tokens.RequestToken ?? "",
        };
        return new RazorComponentResult<DoorPage>(new { View = view }) { StatusCode = status };
    }
}

/// <summary>One question.</summary>
/// <param name="Fills">What a browser or a password manager may put there.</param>
public sealed record DoorField(string Name, string Label, string Type, string Fills, string Value = "", string Hint = "")
{
    public static DoorField Mail(string value = "") => new("email", "Email", "email", "username", value);

    public static DoorField Password { get; } = new("password", "Password", "password", "current-password");

    public static DoorField NewPassword { get; } = new(
        "password", "New password", "password", "new-password",
        Hint: $"At least {Passwords.Shortest} characters; a few words do well.");
}
