using Plimsoll.Core.Deployments;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>The runner: starts what the walk asks for; how it ends is rolled.</summary>
internal sealed class Running(Node node, MemoryJournal journal, Random random)
{
    private readonly Hand _hand = new(node, journal);
    private long _wishes;

    /// <summary>From now on everything succeeds.</summary>
    public bool IsLucky { get; set; }

    public int Conflicts => _hand.Conflicts;

    public bool IsIdle => _hand.IsFree && Active.All(d => d.Status == DeploymentStatus.Waiting);

    private List<Deployment> Active => [.. node.World.All<Deployment>().Select(d => d.Value).Where(d => d.IsActive)];

    public void Move(DateTimeOffset now)
    {
        if (!_hand.IsFree)
        {
            _hand.Move(now);
            return;
        }
        if (Active is not { Count: > 0 } active) return;
        var run = active[random.Next(active.Count)];
        if (Ending(run) is { } end && random.Next(3) > 0) Want(run, end);
        else Next(run);
    }

    private void Next(Deployment run)
    {
        switch (DeploymentWalk.Next(run))
        {
            case NextMove.Start start:
                foreach (var action in start.Actions)
                    Want(run, new StartAttempt(action.Key, (run.Latest(action.Key)?.Number ?? 0) + 1, "ticket"));
                break;
            case NextMove.Stop stop:
                foreach (var attempt in stop.Attempts)
                    Want(run, End(attempt, Outcome.Cancelled) with { Unclean = Luck(10) ? "a child lives" : "" });
                break;
            case NextMove.Exclude exclude:
                Want(run, exclude.Command);
                break;
            case NextMove.Ask ask:
                Want(run, ask.Command);
                break;
            case NextMove.End end:
                Want(run, end.Command);
                break;
        }
    }

    private EndAttempt? Ending(Deployment run)
    {
        var open = run.Attempts.Where(a => a.IsOpen).ToList();
        if (open.Count == 0 || run.Status == DeploymentStatus.Cancelling) return null;
        var attempt = open[random.Next(open.Count)];
        return End(attempt, Rolled(attempt)) with { RestorePoint = attempt.Action == "backup" ? "restore-1" : "" };
    }

    private Outcome Rolled(Attempt attempt) => IsLucky || !Luck(attempt.Work == Work.Ticket ? 30 : 8) ? Outcome.Succeeded : random.Next(6) switch
    {
        0 => Outcome.Error,
        1 => Outcome.TimedOut,
        2 => attempt.Work == Work.Ticket ? Outcome.Unknown : Outcome.Inconclusive,
        _ => Outcome.Failed,
    };

    private bool Luck(int oneIn) => !IsLucky && random.Next(oneIn) == 0;

    private static EndAttempt End(Attempt attempt, Outcome outcome) =>
        new(attempt.Action, attempt.Number, outcome, $"{outcome}", "", "", "");

    private void Want(Deployment run, DeploymentCommand command) =>
        _hand.Want(new Wish(Deployment.StreamOf(run.Id), command, "system:runner", $"run/{++_wishes}"));
}
