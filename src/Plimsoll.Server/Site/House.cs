using System.Globalization;

namespace Plimsoll.Server.Site;

/// <summary>What the frame around every page says about the whole house, as one person sees it now.</summary>
/// <param name="People">Names offered under "Acting as".</param>
/// <param name="WaitingForYou">How many things wait for the person who looks.</param>
/// <param name="Guide">Which guide is in force: <c>Guide 3f9c2ad1</c>; empty when none is.</param>
/// <param name="Chain">The state of the record: <c>Journal chain intact, 214 facts</c>.</param>
public sealed record House(
    IReadOnlyList<ServiceLine> Services,
    IReadOnlyList<string> People,
    int OpenReleases,
    int OpenDeployments,
    int UnsentMessages,
    int WaitingForYou,
    DateTimeOffset Now,
    string Guide,
    string Chain)
{
    /// <summary>How many services there are; a large house shows those that need somebody and a way to all.</summary>
    public int AllServices { get; init; }

    /// <summary>What the way to them is called.</summary>
    public string ToAll => string.Create(CultureInfo.InvariantCulture, $"All {AllServices:N0} services");

    public bool IsLarge => AllServices > Services.Count;

    /// <summary>Incidents users may be hurt by now.</summary>
    public int OpenIncidents { get; init; }

    /// <summary>Revisions of the guide that wait for a second person.</summary>
    public int ProposedGuides { get; init; }

    /// <summary>Incidents, releases and deployments that go on: the palette finds them by title and by name.</summary>
    public IReadOnlyList<Destination> UnderWay { get; init; } = [];

    /// <summary>What nobody has answered; shown red on every page until somebody does.</summary>
    public IReadOnlyList<Alarm> Alarms { get; init; } = [];

    public static House Empty(DateTimeOffset now) => new([], [], 0, 0, 0, 0, now, "", "");
}

/// <summary>A service in the sidebar with its worst state.</summary>
public sealed record ServiceLine(string Name, string Title, Sign Sign);

/// <summary>Something with a page of its own.</summary>
/// <param name="Name">As people type it: <c>INC-7</c>, <c>storefront 1.2.0</c>, the id of a deployment.</param>
public sealed record Destination(string Title, string Name, string Href, string Icon);

/// <summary>Something that needs a human now and has none.</summary>
/// <param name="Acknowledge">Where whoever takes it says so; empty where that is of no use.</param>
public sealed record Alarm(string Sentence, string Href, string Acknowledge = "");

/// <summary>Tells the frame what to say; the composition root knows where from.</summary>
public delegate House HouseSource(HttpContext http);
