using Plimsoll.Core.Incidents;
using static Plimsoll.Server.Tests.Incidents.ByTheBook;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>Two Release Managers and a PM are asked to lead, each for five minutes.</summary>
public sealed class LeadingTheResponse
{
    private const string Channel = "Create incident communication channel";
    private const string Asked = "INC-1: You are asked to lead";

    private static readonly string Two = Crew.Replace("[Ada]", "[Ada, Dana]", StringComparison.Ordinal);

    private static readonly string[] Begun =
    [
        "08:00 offered Ada", Mail("ada", Asked),
        .. Mails("INC-1: Incident, low severity", "gus", "ada", "ben", "chidi", "dana", "eli", "fay"),
    ];

    private static async Task<Night> Low()
    {
        var night = await Night.Fall(Two, guided: false);
        await night.Declare(severity: Severity.Low);
        return night;
    }

    [Fact]
    public async Task They_are_asked_in_order_and_then_nobody_is_left()
    {
        await using var night = await Low();
        await night.Until("08:05");
        await night.Restart();
        await night.Until("08:10");
        await night.Until("12:00");

        await night.Hears([.. Begun, "08:05 offered Dana", "08:10 offered Eli", .. Mails(Asked, "dana", "eli")]);
    }

    [Fact]
    public async Task Once_somebody_leads_nobody_else_is_asked()
    {
        await using var night = await Low();
        await night.Until("08:05");
        await night.Do("Dana", "INC-1", new TakeCommand());
        await night.Restart();
        await night.Until("12:00");

        await night.Hears([.. Begun, "08:05 offered Dana", Mail("dana", Asked)]);
    }

    [Fact]
    public async Task After_a_gap_one_is_asked_and_the_next_five_minutes_later()
    {
        await using var night = await Low();
        await night.Down(TimeSpan.FromMinutes(12));
        await night.Until("08:17");

        await night.Hears([.. Begun, "08:12 offered Dana", "08:17 offered Eli", .. Mails(Asked, "dana", "eli")]);
    }

    [Fact]
    public async Task Who_is_asked_by_name_has_five_minutes_as_well_before_the_order_goes_on()
    {
        await using var night = await Low();
        await night.Until("08:02");
        await night.Do("Ada", "INC-1", new OfferCommand("Chidi"));
        await night.Until("08:07");
        await night.Restart();
        await night.Until("08:12");

        await night.Hears([.. Begun, "08:02 offered Chidi", "08:07 offered Dana", "08:12 offered Eli",
            .. Mails(Asked, "chidi", "dana", "eli")]);
    }

    [Fact]
    public async Task Who_answers_the_page_is_asked_last_when_nobody_of_the_order_accepts()
    {
        await using var night = await Night.Fall(Two, guided: false);
        await night.Declare();
        await night.Until("08:01");
        await night.Acknowledge("Gus");
        await night.Restart();
        await night.Until("08:05");
        await night.Until("08:10");
        await night.Until("08:15");
        await night.Until("09:00");

        await night.Hears(["08:00 offered Ada", "08:00 paging INC-1", "08:00 page Gus",
            Mail("gus", "INC-1: Checkout fails"), "08:01 acknowledged Gus", "08:05 offered Dana",
            "08:10 offered Eli", "08:15 offered Gus", .. Mails(Asked, "ada", "dana", "eli", "gus")]);
    }

    [Fact]
    public async Task An_incident_that_is_none_asks_nobody_any_more()
    {
        await using var night = await Low();
        await night.Until("08:03");
        await night.Do("Ada", "INC-1", new CancelIncident("a test of the alarm"));
        await night.Restart();
        await night.Until("12:00");

        await night.Hears(Begun);
    }

    [Fact]
    public async Task What_is_due_goes_to_whoever_leads_by_then()
    {
        await using var night = await Night.Fall(Crew);
        var book = await Begin(night, otherwise: [("incident-channel", Never)]);
        await book.Until("08:14");
        await night.Do("Dana", "INC-1", new TakeCommand());
        await night.Restart();
        await book.Until("09:10");

        await night.Hears([.. Opened, .. Helped, .. Updates(2),
            .. Nudged("08:12", "incident-channel", "08:15", Channel, "fay"),
            .. Missed("08:15", "incident-channel", Channel, "dana"),
            .. Escalated("08:20", "incident-channel", Channel, "dana", "ada", "eli"),
            .. Paged("08:20", "incident-channel", Channel),
            "08:40 page over", "08:40 page over", .. Final, .. Invited, .. Assigned]);
    }
}
