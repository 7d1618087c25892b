using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Plimsoll.Core.Access;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Vault;
using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>The one filter: what of the world somebody may see. Everything that shows anything asks it.</summary>
/// <remarks>
/// Lists, pages, answers, live events, messages and the commands people send all look through <see cref="World"/>.
/// What is hidden is there as if it had never been, and what others say of it is left out (<see cref="Veil"/>).
/// </remarks>
public sealed class Viewer
{
    private static readonly ConditionalWeakTable<Organisation, ConcurrentDictionary<string, World>> Catalogues = [];
    private readonly World _whole;
    private readonly Organisation _organisation;
    private readonly string _person;
    private readonly TokenLimit? _limit;
    private readonly Lazy<bool> _hidesAny;

    private Viewer(World whole, string person, TokenLimit? limit)
    {
        (_whole, _person, _limit) = (whole, person, limit);
        _organisation = whole.Organisation;
        _hidesAny = new Lazy<bool>(() => whole.All<Incident>().Any(i => !Sees(i.Value)));
        World = SeesAll ? whole : whole.SeenThrough(Shown);
    }

    public static Refusal NothingThere { get; } = Refusal.NotFound("There is no such thing here; nothing was done.");

    public World World { get; }

    /// <summary>Where their services are looked for; the same world, so that what it told is known, until a right changes.</summary>
    public World Catalogue =>
        SeesAll || !_organisation.ReadsByScope ? _whole
        : _limit is not null ? World
        : Catalogues.GetOrCreateValue(_organisation).AddOrUpdate(
            _person, World, (_, kept) => ReferenceEquals(kept.Whole, _whole) ? kept : World);

    /// <summary>Whoever asks; while names are claimed everybody sees everything.</summary>
    public static Viewer Of(HttpContext http)
    {
        if (http.Features.Get<Viewer>() is { } known) return known;
        var viewer = Anew(http);
        http.Features.Set(viewer);
        return viewer;
    }

    /// <summary>For what goes on for longer than a request: rights change while it does.</summary>
    public static Viewer Anew(HttpContext http) => new(
        http.RequestServices.GetRequiredService<Feed>().World, http.Actor(), http.Features.Get<Caller>()?.Limit);

    /// <summary>A person by their id, with nothing but their roles as the limit.</summary>
    public static Viewer Of(World whole, string person, TokenLimit? limit = null) => new(whole, person, limit);

    public bool Sees(StreamName stream) => SeesAll || _whole.StateOf(stream) is not { } state || Sees(stream, state);

    /// <summary>A message about something that may be seen, which tells of nothing that may not.</summary>
    public bool Sees(OutboxRow row) => Sees(row.About)
        && (SeesAll || !Veil.Tells(row.Title, IsHidden) && !Veil.Tells(row.Text, IsHidden)
            && !Veil.Tells(Reaching.Unfolded(row.Calendar), IsHidden));

    /// <summary>Who is part of an incident sees it, whatever their role is held for.</summary>
    public bool Sees(Incident incident) =>
        (incident.Includes(_person) || MayRead(incident.Service == "" ? Scope.Anywhere : incident.Scope))
        && (!incident.IsPrivate || incident.IsOpenTo(_person, _organisation)
            && LimitPermits(Permissions.SeePrivate, incident.Scope));

    /// <summary>Whether a sentence of the machinery's speaks of nothing that is hidden.</summary>
    public bool IsOpenAbout(string sentence) => IsOpenAbout(sentence, Scope.Organisation);

    /// <summary>The same of a sentence about something smaller than the organisation.</summary>
    public bool IsOpenAbout(string sentence, Scope scope) =>
        SeesAll || MayRead(scope) && !Veil.Tells(sentence, IsHidden);

    private bool SeesAll => !_organisation.HasAccounts || _limit is null && PersonId.IsNode(_person)
        || _person.StartsWith("system:", StringComparison.Ordinal);

    private object? Shown(StreamName stream, object state) =>
        !Sees(stream, state) ? null : _hidesAny.Value ? Veil.Over(state, IsHidden, _person) : state;

    private bool Sees(StreamName stream, object state) => state switch
    {
        Incident incident => Sees(incident),
        Page page when page.About.Kind == Incident.Kind => !IsHidden(page.About.Key),
        Page page => MayRead(Of(page.Service)),
        Service => MayRead(Scope.Service(stream.Key)),
        Release release => MayRead(Of(release.Service)),
        Shipment shipment => MayRead(Of(shipment.Service)),
        Lane lane => MayRead(lane.Service == "" ? Scope.Anywhere : Scope.Environment(lane.Service, lane.Environment)),
        Deployment run => MayRead(Scope.Environment(run.Service, run.Environment)),
        Secret secret => MayRead(Of(secret.Service)),
        ShippingCalendar calendar => new Scope(calendar.Scope) is { ServiceName: "" } || MayRead(new Scope(calendar.Scope)),
        _ => true,
    };

    private bool IsHidden(string incident) =>
        _whole.Get<Incident>(Incident.StreamOf(incident)) is { Exists: true } found && !Sees(found);

    /// <summary>What a role is held for below a service still shows the service it is part of.</summary>
    private bool MayRead(Scope scope) => !_organisation.ReadsByScope || LimitPermits(Permissions.See, scope)
        && (_organisation.Permits(_person, Permissions.See, scope)
            || scope is { ServiceName: not "" and var name } && scope == Scope.Service(name) && HoldsWithin(name));

    private bool HoldsWithin(string service) => _organisation.Find(_person)?.Grants.Any(
        g => g.Scope.ServiceName == service && RoleTable.Of(g.Role).May.Contains(Permissions.See)) == true;

    private bool LimitPermits(string verb, Scope scope) => _limit?.Permits(verb, scope, _organisation.TeamOf) != false;

    private static Scope Of(string service) => service == "" ? Scope.Anywhere : Scope.Service(service);
}
