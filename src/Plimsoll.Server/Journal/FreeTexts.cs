using System.Collections.Frozen;

namespace Plimsoll.Server.Journal;

/// <summary>Which texts of a fact people have written for people to read, and so can be removed.</summary>
/// <remarks>Every other one carries meaning: an id, a role, a gate, a name things are matched by. Nothing that is not
/// listed here can be removed.</remarks>
internal static class FreeTexts
{
    // The field, and after it the facts that have it; * stands for a place in a list or for a key.
    private const string Table = """
        /title duty-answered duty-completed duty-escalated duty-missed duty-signed duty-waived incident-declared
        /title page-triggered release-announced rule-added rule-changed service-named
        /definition/title service-defined
        /inputs/service/title deployment-started drill-started
        /text action-item-added action-noted criterion-added note-corrected page-triggered question-asked
        /text customers-told release-announced review-edited update-sent
        /fields/*/text notes-saved
        /owed/text release-owed
        /symptoms incident-declared symptoms-recorded
        /impact severity-assessed
        /cause cause-identified
        /what suspect-named
        /why slot-missed suspect-named
        /reason cancel-requested cause-dropped contact-failed decision-recorded deployment-rejected duty-answered
        /reason duty-waived gate-answered gate-refused hold-lifted hold-placed incident-cancelled
        /reason incident-made-private incident-made-public incident-merged incident-reopened incident-repinned
        /reason marked-bad no-actions-declared note-corrected owed-settled page-resolved question-answered
        /reason line-resumed line-stopped slot-cancelled
        /reason queued-cancelled release-withdrawn retrospective-cancelled runbooks-answered security-answered
        /reason severity-raised shipment-cancelled shipment-repinned sign-off-taken-back signed-in-emergency
        /reason step-answered step-deviated targets-excluded time-corrected waiver-requested
        /order/reason deployment-requested
        /deployment/reason deployment-queued
        /note action-item-completed duty-completed duty-signed incident-resolved retrospective-held step-approved
        /steps/*/approvals/*/note shipment-opened shipment-repinned
        /steps/*/deviations/*/note shipment-opened shipment-repinned
        /steps/*/sentence shipment-opened shipment-repinned
        /comment emergency-confirmed gate-confirmed self-approved signed-off
        /sentence attempt-ended deployment-ended drill-ended mitigation-failed mitigation-finished mitigation-sampled
        /sentence mitigation-verified rollback-rehearsed step-moved step-proposed verification-failed
        /options/* decision-recorded
        /commandLine command-noted
        /output command-noted
        /summary evidence-added
        /link evidence-added
        /steps rollback-planned
        /mitigation rollback-planned
        /call channel-opened
        /chat channel-opened
        /where channel-archived
        /to/* customers-told release-announced update-sent
        /contacts/*/mail page-triggered
        /definition/contacts/*/mail service-defined
        /inputs/service/contacts/*/mail deployment-started drill-started
        /definition/audiences/*/* service-defined
        /inputs/service/audiences/*/* deployment-started drill-started
        """;

    /// <summary>Each as the name of the fact and the pointer behind it.</summary>
    public static FrozenSet<string> All { get; } = Table.Split('\n').Select(line => line.Split(' '))
        .SelectMany(line => line.Skip(1).Select(fact => fact + line[0])).ToFrozenSet();

    public static bool Has(StoredFact fact, string pointer)
    {
        var parts = pointer.Split('/');
        return All.Any(text => text.Split('/') is var listed && listed.Length == parts.Length && listed[0] == fact.Name
            && listed.Skip(1).Zip(parts.Skip(1)).All(p => p.First == "*" || p.First == p.Second));
    }
}
