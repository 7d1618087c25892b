using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Engine;

/// <summary>What an endpoint needs to send a command for whoever asked: name, key, answer.</summary>
public static class Requests
{
    extension(HttpContext http)
    {
        /// <summary>Sends a command for the person of this request, under their Idempotency-Key when they gave one.</summary>
        public async Task<IResult> Send(Desk desk, StreamName stream, Command command) =>
            (await http.Ask(desk, stream, command)).ToHttp(http);

        public Task<Answer> Ask(Desk desk, StreamName stream, Command command)
        {
            var key = Asked.Of(http).Next(http);
            if (command is INamesPeople named)
                command = named.WithPeople(http.RequestServices.GetRequiredService<Roster>().IdOf);
            if (command is INamesScope { Scope: var scope } && KnownScopes.Mistyped(scope, Sight.Of(http)) is { } mistyped)
                return Task.FromResult<Answer>(new Answer.Refused(mistyped));
            // A token may see less than its person, whom the desk asks about.
            if (!Viewer.Of(http).Sees(stream))
                return Task.FromResult<Answer>(new Answer.Refused(
                    Sight.Of(http).Objection(stream, command) ?? Viewer.NothingThere));
            return key is null
                ? desk.Send(stream, command, http.Actor(), http.RequestAborted)
                : desk.Send(stream, command, http.Actor(), key, http.RequestAborted);
        }

        /// <summary>A program names its request in a header, a form in a field; empty: it is not named.</summary>
        public string Key() => http.Request.HasFormContentType
            ? http.Request.Form["commandId"].ToString()
            : http.Request.Headers["Idempotency-Key"].ToString().Trim('"');
    }
}
