using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers.Local;
using Plimsoll.Server.Drivers.Ssh;
using Plimsoll.Server.Nodes;

namespace Plimsoll.Server.Drivers;

/// <summary>Which driver reaches a target: folders of this machine by command, as this user or another, those of other hosts over SSH.</summary>
/// <param name="node">Which of several servers this is; null: there is no other.</param>
public sealed class Places(IDriver here, UserShells users, SshHosts hosts, NodeId? node = null)
{
    /// <summary>The ticket by which work at a target is found again: with the node, where only that one can see it.</summary>
    public string Named(string ticket, TargetDefinition target) => target.Host is null && node is not null ? node.Mark(ticket) : ticket;

    public IDriver Of(TargetDefinition target) =>
        target.Host is { } host ? hosts.Driver(host)
        : target.Become != "" && target.Become != Environment.UserName ? users.Driver(target.Become)
        : here;

    /// <summary>Only one of several servers can see what runs at a target, and which one that is is not written there.</summary>
    public bool IsHidden(TargetDefinition target) => target.Host is null && node is not null;

    /// <summary>Where an attempt of a deployment runs.</summary>
    public IDriver Of(Deployment run, Attempt attempt) =>
        NodeId.In(attempt.Ticket) is { } other && other != node ? new Elsewhere(other)
            : run.Inputs is { } inputs && run.Plan.FirstOrDefault(p => p.Key == attempt.Action) is { } action
            ? Of(inputs.TargetOf(action))
            : here;
}
