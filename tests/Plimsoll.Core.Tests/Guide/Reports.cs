using System.Text.Json;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

public sealed class Reports
{
    [Fact]
    public void The_text_tells_every_line_the_sum_and_the_remarks()
    {
        var lines = GuideReport.Text(SomeGuide.Reference()).Split('\n');
        Assert.Matches("^line +check +phase +kind +mode +owner +time +condition$", lines[0]);
        Assert.Contains(
            lines, line => System.Text.RegularExpressions.Regex.IsMatch(
                line, "^15b +security-scan +pre-release +gate +auto +Security Lead \\(house\\)$"));
        Assert.Contains(
            lines, line => System.Text.RegularExpressions.Regex.IsMatch(
                line, "^50 +status-update .*every 30m \\(max gap\\)$"));
        Assert.Contains(lines, line => line.StartsWith("house  sign-off.release-manager", StringComparison.Ordinal));
        Assert.Contains("43 items = 34 checks + 3 information + 6 template + 0 metadata", lines);
        Assert.Contains(
            lines, line => line.StartsWith("octoacme-release-and-deployment.md:1:12 warn ENCODING",
                StringComparison.Ordinal));
    }

    [Fact]
    public void The_json_has_the_fields_others_rely_on()
    {
        using var json = JsonDocument.Parse(GuideReport.Json(SomeGuide.Reference()));
        var root = json.RootElement;
        Assert.Equal(["guide", "sha256", "playbook", "items", "outputs", "checks", "lint"], root.EnumerateObject()
            .Select(field => field.Name));
        var check = root.GetProperty("checks").EnumerateArray()
            .First(check => check.GetProperty("line").GetInt32() == 56);
        string[] fields =
        [
            "line", "part", "id", "phase", "kind", "mode", "concept", "families", "evidence", "owners", "approvers",
                "audience",
            "due", "cadence", "observe", "condition", "text",
        ];
        Assert.Empty(fields.Except(check.EnumerateObject().Select(field => field.Name)));
        Assert.Equal("{\"anchor\":\"resolved\",\"offset\":\"48h\",\"text\":\"within 48 hours\"}",
            check.GetProperty("due").GetRawText());
        Assert.Equal("RETRO", check.GetProperty("families")[0].GetString());
        var lint = root.GetProperty("lint")[0];
        Assert.Equal(["code", "level", "line", "column", "message", "fix"], lint.EnumerateObject()
            .Select(field => field.Name));
    }

    [Fact]
    public void A_check_named_twice_keeps_its_short_id_in_the_json()
    {
        using var json = JsonDocument.Parse(GuideReport.Json(SomeGuide.Reference()));
        var named = json.RootElement.GetProperty("checks").EnumerateArray()
            .Where(check => check.GetProperty("id").GetString() == "action-items")
                .Select(check => check.GetProperty("key").GetString());
        Assert.Equal(["action-items", "incident.close/action-items"], named);
    }
}
