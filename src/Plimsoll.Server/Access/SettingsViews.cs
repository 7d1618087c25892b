using Plimsoll.Core.Access;
using Plimsoll.Files.Api;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Access;

/// <param name="Link">An invitation that no mail took; shown this once.</param>
public sealed record PeoplePageView(
    IReadOnlyList<PersonSeen> People, IReadOnlyList<string> Roles, IReadOnlyList<(string Service, string Team)> Teams,
    IReadOnlyList<BrokenGlassSeen> Glass, bool MayInvite, bool MayGive, bool MayEnd, bool MayReview)
{
    public string Link { get; init; } = "";

    /// <summary>A role lets read only what it is held for.</summary>
    public bool ReadsByScope { get; init; }

    public bool MayChangeReading { get; init; }

    /// <summary>May say by which other addresses somebody is known.</summary>
    public bool MayRecognise { get; init; }

    public string Trouble { get; init; } = "";
}

public sealed record BrokenGlassSeen(
    int Number, string What, string Reason, string By, DateTimeOffset At, string ReviewedBy, string Review);

public sealed record RolesPageView(IReadOnlyList<RoleRow> Rows);

/// <param name="Made">A new token's secret; shown this once.</param>
public sealed record TokensPageView(IReadOnlyList<TokenView> Tokens, IReadOnlyList<Permission> Permissions)
{
    public string Made { get; init; } = "";

    /// <summary>What the new token will not be able to do.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public string Trouble { get; init; } = "";
}

public sealed record SessionsPageView(IReadOnlyList<SessionView> Sessions);

/// <param name="Mail">Signs in with a password; empty for who has none.</param>
public sealed record SignInPageView(string Mail, int CodesLeft, IReadOnlyList<string> Codes)
{
    /// <summary>The provider, and whether the person has an account there; null: there is none.</summary>
    public AccountTie? Tie { get; init; }

    /// <summary>The provider, for who may change it.</summary>
    public ProviderView? Provider { get; init; }

    public string Trouble { get; init; } = "";

    /// <summary>The zone the person reads mail in; empty: the organisation's, <see cref="ZoneHere"/>.</summary>
    public string Zone { get; init; } = "";

    public string ZoneHere { get; init; } = "UTC";
}

/// <param name="Provider">What the button calls it.</param>
/// <param name="Tied">An account there proves the person.</param>
public sealed record AccountTie(string Provider, bool Tied);

/// <param name="Code">Typed and waiting; empty: it is asked for.</param>
public sealed record DevicePageView(string Code, string About, string Trouble);

internal static class SettingsTabs
{
    /// <summary>A page's own address where it answers a form; asked for by itself it has it already.</summary>
    public static string Own(this HttpContext http, string address) =>
        HttpMethods.IsGet(http.Request.Method) ? "" : address;

    /// <summary>What may be removed for ever is for few; others would only be refused there.</summary>
    public static IReadOnlyList<FilterView> Of(string current, Frame frame) =>
    [
        .. from tab in (string[])["people", "roles", "secrets", "tokens", "sessions", "sign-in", "removals", "system"]
           where (tab != "removals" || frame.MayRemove) && (tab != "system" || frame.MayWatch)
           select new FilterView(char.ToUpperInvariant(tab[0]) + tab[1..], $"/settings/{tab}", tab == current),
    ];
}
