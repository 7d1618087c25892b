using Plimsoll.Core.Deployments;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Deployments;

/// <summary>Deployments, attempts and lanes as people read them.</summary>
internal static class DeploymentSigns
{
    extension(Deployment run)
    {
        public Sign Sign => run.Status switch
        {
            DeploymentStatus.Pending => new Sign(Mark.Wait, "Waits"),
            DeploymentStatus.Running => new Sign(Mark.Run, "Running"),
            DeploymentStatus.Verifying => new Sign(Mark.Run, "Verifying"),
            DeploymentStatus.Waiting => new Sign(Mark.Ask, "Waits for an answer"),
            DeploymentStatus.Cancelling => new Sign(Mark.Warn, "Cancelling"),
            DeploymentStatus.Succeeded => new Sign(Mark.Ok, "Succeeded"),
            DeploymentStatus.Cancelled => new Sign(Mark.Skip, "Cancelled"),
            DeploymentStatus.Rejected => new Sign(Mark.Fail, "Rejected"),
            DeploymentStatus.Superseded => new Sign(Mark.Skip, "Superseded"),
            DeploymentStatus.Expired => new Sign(Mark.Skip, "Expired"),
            _ => new Sign(Mark.Fail, "Failed"),
        };

        /// <summary>From the start to the end; null before that.</summary>
        public TimeSpan? Took =>
            run.StartedAt == default || run.EndedAt == default ? null : run.EndedAt - run.StartedAt;

        public string Tag => run.Order.Kind.ToString();

        /// <summary>Runs or waits for its lane.</summary>
        public bool IsUnderWay => run is { Exists: true, HasEnded: false };
    }

    extension(Sight sight)
    {
        /// <summary>Those under way, the newest first.</summary>
        public IEnumerable<Deployment> UnderWay => sight.Runs.Where(d => d.IsUnderWay).OrderByDescending(d => d.Order.At);
    }

    extension(Attempt attempt)
    {
        public Sign Sign => attempt.Outcome switch
        {
            null => new Sign(Mark.Run, "running"),
            Outcome.Succeeded => new Sign(Mark.Ok, "succeeded"),
            Outcome.Failed => new Sign(Mark.Fail, "failed"),
            Outcome.TimedOut => new Sign(Mark.Fail, "timed out"),
            Outcome.Cancelled => new Sign(Mark.Skip, "cancelled"),
            Outcome.Inconclusive => new Sign(Mark.Ask, "inconclusive"),
            Outcome.Unknown => new Sign(Mark.Ask, "may have happened"),
            _ => new Sign(Mark.Err, "error"),
        };
    }

    extension(Hold hold)
    {
        /// <summary>Placed by Plimsoll because of a deployment, whose name it then has.</summary>
        public bool IsBy(Deployment run) => hold.Id == run.Id || hold.Id == run.Id + Hold.Unclean;
    }

    extension(DataClass data)
    {
        public string Words => data switch
        {
            DataClass.None => "No data is changed",
            DataClass.Compatible => "Compatible: the version before reads what this one writes",
            _ => "Irreversible: the version before cannot read what this one writes",
        };
    }

    extension(Lane lane)
    {
        /// <summary>What a rollback from a version would return to, as far as the lane knows.</summary>
        public Good? GoodOtherThan(string version) =>
            lane.Good.LastOrDefault(g => g.Version != version && !lane.IsBad(g.Version, g.Digest));
    }
}
