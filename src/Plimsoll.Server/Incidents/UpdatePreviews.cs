using Plimsoll.Core.Announcements;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Incidents;

/// <summary>An update as its readers would get it now. Nothing is written.</summary>
public static class UpdatePreviews
{
    public static IResult Of(Sight sight, string id, SendUpdate update)
    {
        var (preview, refusal) = Read(sight.World, IncidentApi.StreamOf(id), update, new Moment(sight.Now, sight.Actor));
        return refusal is not null ? Answers.Problem(refusal) : Results.Ok(preview);
    }

    public static (UpdatePreview? Preview, Refusal? Refusal) Read(
        World world, StreamName stream, SendUpdate update, Moment now)
    {
        var (ruling, _) = world.Decide(stream, update, StateKinds.OfCore.EmptyOf(stream), world.Reader(), now);
        if (ruling.Refusal is { } refusal) return (null, refusal);
        var incident = world.Get<Incident>(stream);
        var sent = ruling.Events.OfType<UpdateSent>().First();
        var known = world.Get<Service>(Service.StreamOf(incident.Service)).Definition?.Audiences;
        return (new UpdatePreview(
            UpdateText.SubjectOf(incident, sent.Final), UpdateText.Of(sent.Text, sent.Final, sent.NextBy, now.At),
            [.. sent.Audiences.Select(name => new AudienceView(name, known is null ? [] : known[name]))],
            sent.NextBy), null);
    }
}
