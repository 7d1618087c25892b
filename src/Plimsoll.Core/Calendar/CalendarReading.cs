using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Calendar;

/// <summary>Which calendars are about a place.</summary>
public static class CalendarReading
{
    extension(Readings readings)
    {
        /// <summary>
        /// The organisation's, the team's, the service's and the environment's own. The wider ones are about
        /// production: elsewhere only the environment's own is.
        /// </summary>
        public IReadOnlyCollection<ShippingCalendar> CalendarsOf(string service, string environment, bool production)
        {
            var own = readings.Calendar(Scope.Environment(service, environment));
            if (!production) return [own];
            var team = readings.Organisation.TeamOf(service);
            return
            [
                readings.Calendar(Scope.Organisation),
                .. team == "" ? [] : new[] { readings.Calendar(Scope.Team(team)) },
                readings.Calendar(Scope.Service(service)), own,
            ];
        }

        public ShippingCalendar Calendar(Scope scope) =>
            readings.Of<ShippingCalendar>(ShippingCalendar.StreamOf(scope)) with { Scope = scope.Value };
    }
}
