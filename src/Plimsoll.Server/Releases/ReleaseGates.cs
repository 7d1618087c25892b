using Plimsoll.Core.Guide;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>The gates of a release with their evidence and what the person who looks can do about each.</summary>
internal static class ReleaseGates
{
    public static IReadOnlyList<GateView> Of(ReleaseSeen seen)
    {
        var first = seen.Gates.FirstOrDefault(g => !g.IsOpen && g.Verdict is not Verdict.Pending)?.Id;
        return [.. seen.Gates.Select(gate => View(seen, gate, gate.Id == first))];
    }

    private static GateView View(ReleaseSeen seen, Gate gate, bool open) => new(
        gate.Id, gate.Sign, gate.Title, gate.Sentence.Capital, At(seen, gate), [.. Evidence(seen, gate)], gate.Command,
        gate.Concept != Concepts.RollbackPlan && seen.MayConfirm(gate) ? Confirming(gate) : "",
        !gate.IsOpen && seen.Release.Waivers.All(w => w.Gate != gate.Id || w.GrantedBy != "")
            && seen.Sight.May(seen.Stream, new RequestWaiver(gate.Id, "…", seen.Sight.Now.AddDays(1))),
        open)
    {
        Forms = LineForms.OfGate(seen, gate), Advises = gate.Advises,
        Named = seen.Gates.Count(g => g.Title == gate.Title) == 1 ? gate.Title : $"{gate.Title}, {string.Join(" or ", gate.Owners)}",
    };

    private static string Confirming(Gate gate) => gate.Evidence is { } evidence
        ? $"You state that this holds for this candidate: {gate.Title}, {evidence.Summary.TrimEnd('.')}."
        : $"You state that this holds for this candidate: {gate.Title}.";

    private static DateTimeOffset? At(ReleaseSeen seen, Gate gate) => gate.Concept switch
    {
        Concepts.SignOff => seen.Release.SignOffs.Select(s => (DateTimeOffset?)s.At).LastOrDefault(),
        Concepts.NotesDrafted => seen.Release.Notes?.SavedAt,
        Concepts.AcceptanceCriteria when !seen.Release.Criteria.IsEmpty => seen.Release.Criteria.Max(c => c.MetAt),
        _ => seen.Release.Confirmations.Where(c => c.Gate == gate.Id).Select(c => (DateTimeOffset?)c.At).LastOrDefault()
            ?? gate.Evidence?.ObservedAt,
    };

    private static IEnumerable<FactView> Evidence(ReleaseSeen seen, Gate gate)
    {
        yield return new FactView("Rule", gate.Line > 0 ? $"Guide line {gate.Line}" : gate.Origin.Capital);
        if (seen.LineOf(gate) is { Text: not "" } line) yield return new FactView("It says", line.Text);
        yield return new FactView("Owner", string.Join(" or ", gate.Owners));
        if (gate.Evidence is { } evidence)
            foreach (var fact in Observation(evidence)) yield return fact;
        foreach (var word in seen.Release.Confirmations.Where(c => c.Gate == gate.Id))
            yield return new FactView(word.No ? "Refused" : "Confirmed", Said(word.By, word.At, word.Candidate, word.Comment));
        if (gate.Concept == Concepts.SignOff)
            foreach (var sign in seen.Release.SignOffs)
                yield return new FactView(sign.Role, Said(sign.By, sign.At, sign.Candidate, sign.Comment)
                    + (sign.IsTakenBack ? ", taken back" : "")
                    + (sign.MarkAt(seen.Sight.Now) is { } mark ? $" ({mark.Word})" : ""));
        yield return new FactView("Valid", Valid(seen.LineOf(gate), gate));
    }

    private static IEnumerable<FactView> Observation(Evidence evidence)
    {
        yield return new FactView("Subject", $"`{evidence.Commit.Short}`, candidate {evidence.Candidate}");
        yield return new FactView("Source", evidence.ByHand
            ? $"{evidence.Source}, by word of {evidence.By}"
            : evidence.Source);
        yield return new FactView("Observed",
            $"{Words.Stamp(evidence.ObservedAt)}: {evidence.Verdict.Word}, {evidence.Summary}");
        if (evidence.Link != "") yield return new FactView("Link", evidence.Link);
    }

    private static string Said(string by, DateTimeOffset at, int candidate, string comment) =>
        $"{by}, {Words.Stamp(at)}, candidate {candidate}" + (comment == "" ? "" : $": {comment}");

    private static string Valid(Check? line, Gate gate) => (line?.GoodFor, gate.Evidence) switch
    {
        ({ } good, { } evidence) => $"until {Words.Stamp(evidence.ObservedAt + good)} or the content changes",
        ({ } good, null) => $"for {Words.Span(good)} or until the content changes",
        _ => "until the content changes",
    };
}
