using System.Net;
using System.Text.Json;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Tests.OnCall;
using static Plimsoll.Server.Tests.Incidents.Lines;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class TryingContacts
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_after_the_other_until_one_presses_the_button_behind_the_link()
    {
        await using var night = await Night.Called();
        await night.Until("08:05");
        await night.Restart();
        await night.Hears([.. Called, .. Page("08:05", "Ben")]);
        using var phone = night.Phone();
        var link = night.LinkTo("ben@example.test");

        // As a mail program or a scanner does: reading is no answer.
        Assert.Contains("I have it", await phone.GetStringAsync(link, Stop), StringComparison.Ordinal);
        await night.HearsNothing();
        using var pressed = await phone.PostAsync(link, null, Stop);
        using var late = await phone.PostAsync(night.LinkTo("ada@example.test"), null, Stop);

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (pressed.StatusCode, late.StatusCode));
        await night.Until("09:04");
        await night.Hears("08:05 acknowledged Ben");
    }

    [Fact]
    public async Task After_the_last_everybody_is_called_every_five_minutes_until_somebody_answers()
    {
        await using var night = await Night.Called();
        await night.Until("08:05");
        await night.Until("08:10");
        await night.Restart();
        await night.Until("08:15");
        await night.Until("08:20");
        await night.Acknowledge("Chidi");
        await night.Until("09:19");

        await night.Hears([.. Called, .. Page("08:05", "Ben"), .. Page("08:10", "Chidi"), "08:15 unanswered",
            .. Page("08:15", "Ada", "Ben", "Chidi"), .. Page("08:20", "Ada", "Ben", "Chidi"),
            "08:20 acknowledged Chidi"]);
    }

    [Fact]
    public async Task When_every_address_is_refused_the_page_stays_unanswered_and_is_tried_every_five_minutes()
    {
        await using var night = await Night.Called(
            Addresses("reject@one.test", "reject@two.test", "reject@three.test"));
        await night.Hears(["08:00 offered Ada", "08:00 paging INC-1", .. InVain("08:00"), "08:00 unanswered"]);

        await night.Until("08:05");
        await night.Restart();
        await night.Until("08:10");
        await night.Leap(TimeSpan.FromHours(4));

        await night.Hears([.. InVain("08:05"), .. InVain("08:10"), .. InVain("12:10")]);
        Assert.True(night.Page("INC-1").Unanswered);

        static string[] InVain(string at) =>
            [.. ((string[])["Ada", "Ben", "Chidi"]).SelectMany(p => (string[])[$"{at} page {p}", $"{at} failed {p}"])];
    }

    [Fact]
    public async Task A_mail_server_that_puts_everything_off_does_not_end_the_walk()
    {
        await using var night = await Night.Called(Addresses("later@one.test", "later@two.test", "later@three.test"));
        await night.Until("08:05");
        await night.Restart();
        await night.Until("08:10");
        await night.Until("08:15");
        await night.Until("08:20");

        await night.Hears("08:00 offered Ada", "08:00 paging INC-1", "08:00 page Ada", "08:05 page Ben",
            "08:10 page Chidi", "08:15 unanswered", "08:15 page Ada", "08:15 page Ben", "08:15 page Chidi",
            "08:20 page Ada", "08:20 page Ben", "08:20 page Chidi");
    }

    [Fact]
    public async Task After_a_refused_address_the_next_is_called_at_once()
    {
        await using var night = await Night.Called(
            Addresses("reject@one.test", "ben@example.test", "chidi@example.test"));
        await night.Acknowledge("Ben");
        await night.Restart();
        await night.Until("08:59");

        await night.Hears(["08:00 offered Ada", "08:00 paging INC-1", "08:00 page Ada", "08:00 failed Ada",
            .. Page("08:00", "Ben"), "08:00 acknowledged Ben"]);
    }

    [Fact]
    public async Task A_webhook_is_called_beside_the_mail_and_its_link_acknowledges()
    {
        await using var receiver = await WebhookReceiver.Start(Stop);
        await using var night = await Night.Fall(Night.Shop.Replace("mail: ada@example.test",
            $"mail: ada@example.test, webhook: '{receiver.Url}'", StringComparison.Ordinal), guided: false);
        receiver.Secret = (await File.ReadAllTextAsync(Path.Combine(night.DataFolder, "webhook-secret"), Stop)).Trim();
        await night.Declare();
        await night.Do("Ada", "INC-1", new TakeCommand());
        await night.Until("08:05");
        await night.Restart();

        await night.Hears([.. Called, .. Page("08:05", "Ben")]);
        Assert.Empty(receiver.Refused);
        using var body = JsonDocument.Parse(Assert.Single(receiver.Taken).Body);
        var link = new Uri(body.RootElement.GetProperty("data").GetProperty("acknowledge").GetString() ?? "");
        using var phone = night.Phone();
        using var pressed = await phone.PostAsync(link.PathAndQuery, null, Stop);
        await night.Until("09:04");

        await night.Hears("08:05 acknowledged Ada");
        Assert.Single(receiver.Taken);
    }

    [Fact]
    public async Task A_webhook_that_is_gone_for_good_makes_the_next_contact_due_at_once()
    {
        await using var receiver = await WebhookReceiver.Start(Stop);
        receiver.Status = 410;
        await using var night = await Night.Fall(Night.Shop.Replace("mail: ada@example.test",
            $"webhook: '{receiver.Url}'", StringComparison.Ordinal), guided: false);
        receiver.Secret = (await File.ReadAllTextAsync(Path.Combine(night.DataFolder, "webhook-secret"), Stop)).Trim();
        await night.Declare();
        await night.Do("Ada", "INC-1", new TakeCommand());
        await night.Acknowledge("Ben");
        await night.Restart();
        await night.Until("08:59");

        // Ada has no address for mail: whoever is the first that has one reads that she is asked to lead.
        await night.Hears(["08:00 offered Ada", Mail("ben", "INC-1: You are asked to lead"), "08:00 paging INC-1",
            "08:00 page Ada", "08:00 failed Ada", .. Page("08:00", "Ben"), "08:00 acknowledged Ben"]);
    }

    private static string Addresses(string ada, string ben, string chidi) => Night.Shop
        .Replace("ada@example.test", ada, StringComparison.Ordinal)
        .Replace("ben@example.test", ben, StringComparison.Ordinal)
        .Replace("chidi@example.test", chidi, StringComparison.Ordinal);
}
