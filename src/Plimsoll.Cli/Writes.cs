using System.Text.Json;

namespace Plimsoll.Cli;

/// <summary>The commands that tell the server something and print nothing but that it is done.</summary>
internal static class Writes
{
    extension(Call call)
    {
        /// <summary>Sends it, prints the answer as JSON where asked for, and says in words what was done.</summary>
        public async Task Tell(string path, object body, string done, string next, CancellationToken stop)
        {
            var answer = await call.Server.Post<JsonElement>(path, body, stop);
            if (call.Json) call.Print(Wire.Print(answer));
            call.Say(done);
            call.Next(next);
        }

        public Which Release => new(call.Text("SERVICE"), call.Text("VERSION"));

        public string Service => call.Text("SERVICE");

        public string Environment => call.Text("ENVIRONMENT");
    }
}

/// <summary>A release as it is typed: service and version.</summary>
internal readonly record struct Which(string Service, string Version)
{
    public string Path(string verb) => Route.Of($"releases/{Service}/{Version}") + (verb == "" ? "" : $"/{verb}");

    public string Command(string verb) => $"plimsoll release {verb} {Service} {Version}";

    public override string ToString() => $"{Service} {Version}";
}
