using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>What the runbooks learnt: a file that changed since it was declared, or why none has to.</summary>
/// <param name="Path">In the service's repository; empty with a reason.</param>
/// <param name="Commit">The change, as found in the repository.</param>
/// <param name="ChangedAt">When it was committed; null where nobody looked.</param>
public sealed record AnswerRunbooks(string Path, string Commit, DateTimeOffset? ChangedAt, string Reason)
    : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now)
    {
        if (incident.Over() is { } over) return over;
        if (Path == "")
            return string.IsNullOrWhiteSpace(Reason)
                ? Refusal.Invalid("Name the file that changed with --file, or say with --unchanged why none has to.")
                : new RunbooksAnswered("", "", Reason.Trim());
        if (Commit == "" || ChangedAt is not { } changed)
            return Refusal.NotFound($"The service's repository has no {Path} on its main line.");
        return changed < incident.DeclaredAt
            ? Refusal.Invalid($"{Path} was last changed at {changed.ToUniversalTime():yyyy-MM-dd HH:mm} UTC, " +
                "before the incident. Change it, or say with --unchanged why it is right as it is.")
            : new RunbooksAnswered(Path, Commit, Reason.Trim());
    }
}

public sealed record RunbooksAnswered(string Path, string Commit, string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Review = incident.Review with
        {
            Runbook = new RunbookAnswer(Path, Commit, Reason, moment.Actor, moment.At),
        },
    }).Tell(moment, Path == "" ? "Runbooks stay as they are" : $"Runbook {Path} updated",
        Path == "" ? Reason : $"{Commit} {Reason}".Trim());
}
