using System.CommandLine;
using System.Text;
using Plimsoll.Files.Api;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Cli.Nouns;

/// <summary>A <c>plimsoll.yaml</c>: checked here, applied on the server.</summary>
internal static class ServiceFileVerbs
{
    private static Symbol File => Takes.Argument("FILE", "The plimsoll.yaml; - reads standard input");

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("check", "Read a plimsoll.yaml and say what is wrong; changes nothing", [File], Check),
        Verb.Of("apply", "Make the services of a plimsoll.yaml known, or change them", [File], Apply),
    ];

    private static async Task<int> Check(Call call, CancellationToken stop)
    {
        var (name, _, file) = await Read(call, stop);
        call.Show(file, ServiceFileReport.Render);
        call.Next(file.HasErrors
            ? $"mend {name}, then plimsoll service check {name}"
            : $"plimsoll service apply {name}");
        return file.HasErrors ? ExitCodes.Usage : ExitCodes.Ok;
    }

    private static async Task Apply(Call call, CancellationToken stop)
    {
        var (name, text, file) = await Read(call, stop);
        if (file.HasErrors) throw Failure.Usage(
            $"{name} cannot be applied.", string.Join('\n', ServiceFileReport.Lines(file.Problems)),
            $"plimsoll service check {name}");
        foreach (var warning in ServiceFileReport.Lines(file.Problems)) call.Say(warning);
        var names = file.Services.Select(s => s.Name).ToList();
        await call.Tell(
            "services/apply", new ApplyServices(FileBytes.NameOf(name), text, FileBytes.FolderOf(call.Terminal, name)),
            $"Applied: {string.Join(", ", names)}.", $"plimsoll service show {names[0]}", stop);
    }

    private static async Task<(string Name, string Text, ServiceFile File)> Read(Call call, CancellationToken stop)
    {
        var name = call.Text("FILE");
        var text = Encoding.UTF8.GetString(await FileBytes.Read(call.Terminal, name, FileBytes.MostText, stop));
        return (name, text, ServiceFileReader.Read(name == "-" ? FileBytes.NameOf(name) : name, text));
    }
}
