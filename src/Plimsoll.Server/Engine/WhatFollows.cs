using Plimsoll.Core.Announcements;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Core.Releases;

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

    /// <summary>What the state of the world asks for now, slice by slice.</summary>
    public static IEnumerable<(string Slice, Func<IEnumerable<Send>> Ask)> Now(
        World world, DateTimeOffset at, Agenda agenda) =>
    [
        ("deployments", () => DeploymentPursuit.Of(world, at)),
        ("incidents", () => agenda.Due(world, at)),
        ("releases", () => EmergencyPursuit.Of(world, at)),
        ("pages", () => PagePursuit.Of(world, at)),
    ];
}
