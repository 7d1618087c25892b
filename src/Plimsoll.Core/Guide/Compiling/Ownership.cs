using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Who owns what no line names anybody for, by what documents and tables about roles say.</summary>
internal sealed class Ownership
{
    private static readonly ImmutableArray<string> Phases =
        ["pre-release", "approval", "deploy", "verify", "communicate", "rollback", "incident.immediate",
            "incident.mitigate", "incident.close"];

    private readonly Dictionary<string, (Duty Duty, int Rank)> _byConcept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Duty Duty, int Rank)> _byFamily = new(StringComparer.Ordinal);

    private static readonly Stems Seconds = Wording.Of("seconds");
    private static readonly Stems Oversees = Wording.Of("oversees");

    /// <summary>Of two that speak of the same, the one who does it goes before the one who sees to it.</summary>
    public static Ownership Of(IEnumerable<Duty> duties, Vocabulary vocabulary)
    {
        var ownership = new Ownership();
        foreach (var duty in duties)
        {
            var words = Words.Of(duty.Text, vocabulary);
            if (!words.All.IsEmpty && !Seconds.Matches(words))
            {
                ownership.Add(duty, words, Oversees.Matches(words) ? 1 : 0);
            }
        }

        return ownership;
    }

    public bool IsEmpty => _byConcept.Count == 0;

    public Check Fill(Check check) =>
        check.Mode == CheckMode.Info || check.Line == 0 || !check.Owners.IsEmpty
            || check.Concept.Length == 0 || check.Kind == CheckKind.Approval ? check : Owned(check);

    private Check Owned(Check check)
    {
        var side = Side(check.Phase);
        var found = _byConcept.TryGetValue($"{side}{check.Concept}", out var duty)
            || check.Families.Any(family => _byFamily.TryGetValue($"{side}{family}", out duty));
        return found ? check with { Owners = [duty.Duty.Role], OwnersFrom = duty.Duty.Origin } : check;
    }

    private void Add(Duty duty, Words words, int rank)
    {
        foreach (var phase in Phases)
        {
            foreach (var mention in Concepts.In(words, phase))
            {
                Put(_byConcept, Side(phase) + mention.Concept.Name, duty, rank);
                foreach (var family in mention.Concept.Families.Where(IsWork))
                {
                    Put(_byFamily, Side(phase) + family, duty, rank);
                }
            }
        }
    }

    private static void Put(
        Dictionary<string, (Duty Duty, int Rank)> known, string what, Duty duty, int rank)
    {
        if (!known.TryGetValue(what, out var before) || rank < before.Rank)
        {
            known[what] = (duty, rank);
        }
    }

    // Who signs is named where a signature is asked for; and what is about many things says little about one.
    private static bool IsWork(string family) => !family.StartsWith("SIGN", StringComparison.Ordinal)
        && family is not ("GONOGO" or "{family}" or "INCIDENT" or "ROLLBACK" or "MONITOR" or "SUPPORT");

    private static string Side(string phase) => Kinds.IsIn(phase, ["trouble"]) ? "trouble " : "release ";
}
