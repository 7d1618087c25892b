using System.Net;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class FieldsOfABody
{
    [Theory]
    [InlineData("incidents/declare", """{"title":null,"severity":"high"}""", "title")]
    [InlineData("incidents/declare", """{"severity":"high"}""", "title")]
    [InlineData("incidents/declare", """{"title":"a","severity":"high","service":null}""", "service")]
    [InlineData("incidents/1/note-action", """{"text":null}""", "text")]
    [InlineData("incidents/1/offer-command", "{}", "person")]
    [InlineData("incidents/1/send-update", """{"text":"a","audiences":["support",null]}""", "audiences")]
    [InlineData("incidents/1/schedule-retrospective", """{"start":null}""", "start")]
    [InlineData("incidents/1/open-hotfix", """{"version":null}""", "version")]
    [InlineData("incidents/1/answer-runbooks", """{"path":null}""", "path")]
    [InlineData("releases/create", """{"service":"storefront","version":null}""", "version")]
    [InlineData("services/apply", """{"file":"plimsoll.yaml","text":null}""", "text")]
    public async Task A_null_where_text_belongs_is_refused_with_its_field(string path, string body, string field)
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();

        var (status, sentence) = await house.Refused("Ada", path, JsonNode.Parse(body)!);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith($"{field} ", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("declare", """{"title":"a","severity":"high","symptoms":"#"}""", "symptoms", 10_001)]
    [InlineData("1/offer-command", """{"person":"#"}""", "person", 501)]
    [InlineData("1/open-channel", """{"chat":"#"}""", "chat", 501)]
    [InlineData("1/record-decision", """{"remedy":"none","reason":"#"}""", "reason", 10_001)]
    [InlineData("1/record-decision", """{"remedy":"none","reason":"a","options":["#","b"]}""", "options", 10_000)]
    [InlineData("1/correct-note", """{"number":1,"text":"#","reason":"a"}""", "text", 50_001)]
    public async Task What_is_longer_than_its_field_is_refused_with_the_most_it_takes(
        string path, string body, string field, int length)
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();
        var version = house.Desk.World.Position;

        var (status, sentence) = await house.Refused("Ada", $"incidents/{path}",
            JsonNode.Parse(body.Replace("#", new string('x', length), StringComparison.Ordinal))!);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith($"{field}: ", sentence, StringComparison.Ordinal);
        Assert.Contains("are too many; at most ", sentence, StringComparison.Ordinal);
        Assert.Equal(version, house.Desk.World.Position);
    }

    [Fact]
    public async Task A_list_of_more_than_two_hundred_is_refused()
    {
        await using var house = await IncidentHouse.Open();
        await house.Declare();

        var (_, sentence) = await house.Refused("Ada", "incidents/1/record-decision", new
        {
            remedy = "none", reason = "a", options = Enumerable.Repeat("b", 201),
        });

        Assert.Equal("options: 201 are too many; at most 200 are kept.", sentence);
    }
}
