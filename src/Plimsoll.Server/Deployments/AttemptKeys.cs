using Plimsoll.Core.Deployments;

namespace Plimsoll.Server.Deployments;

internal static class AttemptKeys
{
    extension(Attempt attempt)
    {
        /// <summary>Names the attempt's output in the segment store.</summary>
        public string Key(Deployment run) => $"{run.Id}/{attempt.Name}";
    }
}
