using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Writes down what was done or seen, at the time it happened.</summary>
/// <param name="At">Null: now.</param>
public sealed record NoteAction(string Text, DateTimeOffset? At) : IncidentCommand
{
    internal const int Longest = 10_000;
    internal const int MostEntries = 50_000;

    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        !incident.Exists ? Incident.NotThere
        : string.IsNullOrWhiteSpace(Text) ? Refusal.Invalid("Say what was done or seen.")
        : Text.Length > Longest ? Refusal.Invalid($"A note has at most {Longest:N0} characters.")
        : At > now.At ? Refusal.Invalid("It cannot have happened in the future.")
        : incident.Timeline.Count >= MostEntries
            ? Refusal.TooLate($"The timeline holds {MostEntries:N0} entries already; link to a document instead.")
        : new ActionNoted(Text.Trim(), At?.ToUniversalTime());
}

public sealed record ActionNoted(string Text, DateTimeOffset? HappenedAt) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment)
    {
        var told = incident.Tell(moment, Text, "", EntryKind.Note);
        return HappenedAt is { } at ? told.At(at) : told;
    }
}

/// <summary>Corrects an entry of the timeline; what it said before stays readable.</summary>
public sealed record CorrectNote(int Number, string Text, string Reason) : IncidentCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        !incident.Exists ? Incident.NotThere
        : Number < 1 || Number > incident.Timeline.Count
            ? Refusal.NotFound($"{incident.Id} has no entry {Number}; its timeline has {incident.Timeline.Count}.")
        : incident.Timeline[Number - 1].Kind != EntryKind.Note
            ? Refusal.Invalid("Only what a person wrote can be corrected; add a note about the rest.")
        : string.IsNullOrWhiteSpace(Text) || string.IsNullOrWhiteSpace(Reason)
            ? Refusal.Invalid("Give the corrected text and the reason.")
        : new NoteCorrected(Number, Text.Trim(), Reason.Trim());
}

public sealed record NoteCorrected(int Number, string Text, string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment)
    {
        // The note may have been taken out of the record since.
        if (Number > incident.Timeline.Count || incident.Timeline[Number - 1] is not { Kind: EntryKind.Note } entry)
            return incident;
        var correction = new Correction(entry.Sentence, Reason, moment.Actor, moment.At);
        return incident with
        {
            Timeline = incident.Timeline.SetItem(Number - 1,
                entry with { Sentence = Text, Corrections = entry.Corrections.Add(correction) }),
        };
    }
}

/// <summary>A command somebody ran while responding, with what it printed, already masked.</summary>
public sealed record NoteCommand(string CommandLine, int ExitCode, string Output, DateTimeOffset StartedAt)
    : IncidentCommand
{
    private const int LongestOutput = 65_536;

    public override Ruling<IncidentEvent> Decide(Incident incident, Moment now) =>
        !incident.Exists ? Incident.NotThere
        : string.IsNullOrWhiteSpace(CommandLine) ? Refusal.Invalid("Say which command ran.")
        : StartedAt > now.At ? Refusal.Invalid("It cannot have begun in the future.")
        : Output.Length > LongestOutput
            ? Refusal.Invalid($"At most {LongestOutput:N0} characters of output are kept; send its end.")
        : incident.Timeline.Count >= NoteAction.MostEntries
            ? Refusal.TooLate($"The timeline holds {NoteAction.MostEntries:N0} entries already.")
        : new CommandNoted(CommandLine.Trim(), ExitCode, Output, StartedAt.ToUniversalTime());
}

public sealed record CommandNoted(string CommandLine, int ExitCode, string Output, DateTimeOffset StartedAt)
    : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        incident.Tell(moment, $"$ {CommandLine} (exit {ExitCode})", Output, EntryKind.Command).At(StartedAt);
}
