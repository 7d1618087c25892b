using Plimsoll.Core.Guide;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Guide;

/// <summary>What holds where the guide does not say otherwise, and where it does not say who.</summary>
internal static class GuideHouse
{
    public static IReadOnlyList<FactView> Facts(Playbook playbook) =>
    [
        .. playbook.Checks.Where(check => check.Line == 0).Select(check => new FactView(
            check.Text, check.Condition is { } types ? $"{types.Text} releases" : "every release")),
        .. playbook.Checks.Where(check => check is { Line: > 0, Owners.IsEmpty: true, DefaultOwners.IsEmpty: false })
            .GroupBy(check => string.Join(", ", check.DefaultOwners)).Select(lines => new FactView(
                $"{lines.Key} own{(lines.First().DefaultOwners.Length == 1 ? "s" : "")}",
                string.Join(", ", lines.Select(line => $"`{line.Id}`")))),
        .. playbook.Checks.Where(check => check.GoodFor is not null).Select(check => new FactView(
            $"Evidence for {check.Id}", $"good for {Words.Span(check.GoodFor!.Value)}")),
    ];
}
