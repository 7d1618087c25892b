using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Local;

namespace Plimsoll.Server.Deployments;

/// <summary>A restore drill with what the service file said of it when it began.</summary>
internal sealed record DrillWork(FrozenInputs Inputs, TargetDefinition Target, RestoreDrill Declared, Drill Drill)
{
    /// <summary>Null where that was not kept.</summary>
    public static DrillWork? Of(Drill drill) =>
        drill.Inputs is { Environment: { Backup.Drill: { } declared } environment } inputs
        && environment.Targets.FirstOrDefault(t => t.Name == drill.Target) is { } target
            ? new DrillWork(inputs, target, declared, drill) : null;

    private ServiceDefinition Service => Inputs.Service;

    private EnvironmentDefinition Environment => Inputs.Environment;

    public string Ticket => TicketNames.For($"{Service.Name}-{Environment.Name}", Drill.Id, 1);

    /// <summary>Drills of one lane never overlap on a host; deployments are none of their business.</summary>
    public string Slot => $"{Service.Name}/{Environment.Name}/drill";

    /// <summary>Names its output in the segment store.</summary>
    public string Key => Drills.KeyOf(Service.Name, Environment.Name, Drill);

    public string Folder => $"{Declared.Scratch.TrimEnd('/')}/plimsoll-{Ticket}";

    public Plan Plan => new LocalTarget(Service, Environment, Target).Drill(Declared, Drill.RestorePoint, Folder);

    /// <summary>Said where nobody knows whether it was removed.</summary>
    public string Left => $"Look on {Target.Name} whether {Folder} is left, and remove it";

    /// <summary>It ran, and nothing at its host tells of it any more.</summary>
    public EndDrill Vanished => Drills.Ending(
        Drill, Outcome.Unknown, $"Not known: it ran, and what was kept of it on {Target.Name} is gone. {Left}");

    public EndDrill Ending(Observed observed, string lastLine)
    {
        var attempt = new Attempt("drill", 1, Ticket, Work.Ticket, Drill.At, null, null, "", "");
        var ended = new TicketEnding(attempt, Plan.Limits, lastLine, "").Of(observed);
        if (ended.Outcome != Outcome.Succeeded)
            return Drills.Ending(Drill, ended.Outcome, ended.Sentence
                + (ended.Outcome is Outcome.Unknown or Outcome.TimedOut ? $". {Left}" : ""));
        return DrillMeasure.Read(lastLine) is { } measured
            ? new EndDrill(Drill.Id, Outcome.Succeeded, "restored and checked", measured.Took, measured.Bytes)
            : Drills.Ending(Drill, Outcome.Error, "it ended well, but what it measured was not kept; drill again");
    }
}
