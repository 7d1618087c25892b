using Plimsoll.Core.Announcements;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;

namespace Plimsoll.Server.Engine;

/// <summary>The reactions and pursuits of every slice, in the slices' order.</summary>
internal static class WhatFollows
{
    /// <summary>What follows from one fact, once.</summary>
    public static IEnumerable<Effect> From(Fact fact, World world) =>
    [
        .. DeploymentReactions.On(fact, world),
        .. IncidentReactions.On(fact, world),
        .. OnCallReactions.On(fact, world),
        .. AnnouncementReactions.On(fact, world),
    ];

    /// <summary>What the state of the world asks for now.</summary>
    public static IEnumerable<Send> Now(World world, DateTimeOffset at, Agenda agenda) =>
    [
        .. DeploymentPursuit.Of(world, at),
        .. agenda.Due(world, at),
        .. PagePursuit.Of(world, at),
    ];
}
