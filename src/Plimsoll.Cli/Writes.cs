using System.Text;
using System.Text.Json;
using Plimsoll.Core.Incidents;

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

        public OneIncident Incident => new(IncidentNumbers.Read(call.Text("ID")));

        /// <summary>What <c>--text</c> says or <c>--file</c> holds; empty when neither was given.</summary>
        public async Task<string> TextOrFile(CancellationToken stop)
        {
            if (call.Text("--file") is not { Length: > 0 } file) return call.Text("--text");
            if (call.Text("--text") != "")
                throw Failure.Usage("Both --text and --file were given.", fix: "Give one of them.");
            return Encoding.UTF8.GetString(await FileBytes.Read(call.Terminal, file, FileBytes.MostText, stop)).Trim();
        }

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

/// <summary>An incident as it is named by its number.</summary>
internal readonly record struct OneIncident(string Id)
{
    public string Path(string verb) => Route.Of($"incidents/{Id}") + (verb == "" ? "" : $"/{verb}");

    public string Command(string verb) => $"plimsoll incident {verb} {Id}";

    public override string ToString() => Id;
}
