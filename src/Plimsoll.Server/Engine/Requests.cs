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
            var key = http.Request.Headers["Idempotency-Key"].ToString().Trim('"');
            return key == ""
                ? desk.Send(stream, command, http.Actor(), http.RequestAborted)
                : desk.Send(stream, command, http.Actor(), $"{http.Actor()}/{stream}/{command.GetType().Name}/{key}", http.RequestAborted);
        }
    }
}
