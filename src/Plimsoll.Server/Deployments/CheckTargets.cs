using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Checks;

namespace Plimsoll.Server.Deployments;

/// <summary>Whom a check of a deployment looks at.</summary>
internal static class CheckTargets
{
    /// <summary>Every target where the check speaks of one, else one look for all.</summary>
    public static ImmutableArray<CheckTarget> For(Deployment run, PlannedAction action, bool each) =>
        each ? Of(run, action) : [Of(run, action)[0] with { Name = "" }];

    public static ImmutableArray<CheckTarget> Of(Deployment run, PlannedAction action) =>
    [
        .. from inputs in run.Inputs is { } started ? new[] { started } : []
           from target in inputs.Environment.Targets
           where action.Targets.Contains(target.Name) && !run.Excluded.ContainsKey(target.Name)
           select new CheckTarget(target.Name, target.Url, target.FolderHere(), run.Order.Version,
               CheckVariables.Of(inputs.Service, inputs.Environment, target))
           {
               Secrets = WorkVariables.Of(inputs.Service, inputs.Environment, target).Secret, Frozen = inputs.Secrets,
               Previous = inputs.BackTo,
           },
    ];
}
