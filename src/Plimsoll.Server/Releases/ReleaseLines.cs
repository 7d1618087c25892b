using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Releases;

/// <summary>What people say about one line of the guide, whether it is a gate of the release or a step of its walk.
/// </summary>
public static class ReleaseLines
{
    public static void MapReleaseLines(this RouteGroupBuilder one)
    {
        one.MapPost("/answer-line", (string service, string version, AnswerLineBody body, Desk desk, HttpContext http) =>
            http.Say(desk, service, version, Answer(body.Line, body.Applies, body.Reason)));
        one.MapPost("/refuse-line", (string service, string version, LineBody body, Desk desk, HttpContext http) =>
            http.Say(desk, service, version, Refuse(body.Line, body.Reason)));
        one.MapPost("/deviate", (string service, string version, LineBody body, Desk desk, HttpContext http) =>
            http.Say(desk, service, version, new Word(body.Line, new DeviateStep(body.Line, body.Reason),
                new AnswerGate(body.Line, Applies: false, body.Reason))));
        one.MapPost("/plan-start", (string service, string version, PlanStartBody body, Desk desk, HttpContext http) =>
            http.Send(desk, Release.StreamOf(service, version), new PlanStart(body.At, body.Expires)));
    }

    public static Word Answer(string line, bool applies, string reason) =>
        new(line, new AnswerStep(line, applies, reason), new AnswerGate(line, applies, reason));

    public static Word Refuse(string line, string reason) =>
        new(line, new RefuseStep(line, reason), new RefuseGate(line, reason));

    /// <summary>Where a line is now: in the open walk, else among the release's gates.</summary>
    public static (StreamName Stream, Command Command) Place(this World world, Release release, Word word)
    {
        var shipment = world.LatestShipment(release);
        return shipment.IsOpen && shipment.Find(word.Line) is not null
            ? (Shipment.StreamOf(shipment.Id), word.OfStep)
            : (Release.StreamOf(release.Service, release.Version), word.OfGate);
    }

    private static Task<IResult> Say(
        this HttpContext http, Desk desk, string service, string version, Word word)
    {
        var release = desk.World.Get<Release>(Release.StreamOf(service, version));
        if (!release.Exists) return Task.FromResult(ReleaseApi.Missing(service, version));
        var (stream, command) = desk.World.Place(release, word);
        return http.Send(desk, stream, command);
    }
}

/// <summary>The same word, for a step and for a gate.</summary>
public sealed record Word(string Line, Command OfStep, Command OfGate);
