using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Incidents;

/// <summary>Invites to the meeting about an incident; whoever was part of it, unless somebody says otherwise.</summary>
public static class Retrospectives
{
    internal static Task<IResult> Schedule(string id, RetrospectiveBody body, Desk desk, HttpContext http)
    {
        if (WrittenTime.Future(body.Start, desk.Now) is not { } start)
            return Task.FromResult<IResult>(Answers.Problem(Refusal.Invalid(
                $"\"{body.Start}\" is no time. Write +20h, 14:05 or 2026-03-01T14:05Z; times are UTC.")));
        ImmutableArray<string> to = body.Attendees is { Length: > 0 } asked ? asked
            : Sight.Of(http) is var sight && sight.Incident(id) is { } incident ? Attendees(incident, sight.World) : [];
        return http.Send(desk, IncidentApi.StreamOf(id), new ScheduleRetrospective(start, body.Minutes, to));
    }

    /// <summary>Addresses of who leads, who helped, and whom the service names.</summary>
    public static ImmutableArray<string> Attendees(Incident incident, World world)
    {
        var service = world.ServiceOf(incident.Service);
        return Responsible.Mail(service,
        [
            .. incident.Lead.Person is { Length: > 0 } lead ? [lead] : Array.Empty<string>(),
            .. incident.Team.Select(r => r.Person), .. service?.Contacts.Select(c => c.Person) ?? [],
        ]);
    }
}
