using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>What customers are told of a release before it reaches them.</summary>
internal static class ReleaseCustomers
{
    public const string Path = "tell-customers";

    /// <summary>Null where the service names none, or where it is no question: nothing was said and nothing need be.</summary>
    public static CustomersView? Of(ReleaseSeen seen)
    {
        if (seen.Release.Notice is { } notice)
            return new CustomersView($"{notice.By} told {Count(notice.To.Length)} on {Words.Stamp(notice.At)}.", notice.Text, null);
        return seen is { IsOpen: true, Release.Type: ReleaseType.Major, Judged.Service.Customers: [_, ..] to }
            ? new CustomersView("", "", Form(seen, to.Length)) : null;
    }

    private static FormView Form(ReleaseSeen seen, int count) => new(
        Path, $"{seen.Href}/{Path}", "Tell customers", "Send it",
        [new FieldView(FieldKind.Text, "text", "What changes for them, from when, and what they have to do") { Required = true }])
    {
        Icon = "horn",
        Sentence = $"A major changes what they rely on, so production waits until they are told: {Count(count)}.",
        Objection = seen.Sight.Objection(seen.Stream, new TellCustomers("…"))?.Reason ?? "",
    };

    private static string Count(int addresses) => Words.Count(addresses, "address", "addresses");
}
