using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers.Local;
using Plimsoll.Server.Drivers.Ssh;

namespace Plimsoll.Server.Drivers;

/// <summary>Which driver reaches a target: folders of this machine by command, as this user or another, those of other hosts over SSH.</summary>
public sealed class Places(IDriver here, UserShells users, SshHosts hosts)
{
    public IDriver Of(TargetDefinition target) =>
        target.Host is { } host ? hosts.Driver(host)
        : target.Become != "" && target.Become != Environment.UserName ? users.Driver(target.Become)
        : here;

    /// <summary>Where an attempt of a deployment runs.</summary>
    public IDriver Of(Deployment run, Attempt attempt) =>
        run.Inputs is { } inputs && run.Plan.FirstOrDefault(p => p.Key == attempt.Action) is { } action
            ? Of(inputs.TargetOf(action))
            : here;
}
