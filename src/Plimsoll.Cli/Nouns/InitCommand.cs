using System.Collections.Immutable;
using System.CommandLine;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll init</c>: looks at a repository, asks a few questions, writes a plimsoll.yaml.</summary>
internal static class InitCommand
{
    private const int MostTries = 3;

    public static Command It() => Verb.Of(
        "init", "Look at a repository, ask at most five questions and write its plimsoll.yaml",
        [
            Takes.Optional("FOLDER", "The repository [default: this folder]"),
            Takes.Flag("--yes", "Take every default and ask nothing"),
        ], Run);

    private static async Task<int> Run(Call call, CancellationToken stop)
    {
        var folder = call.Terminal.PathOf(call.Text("FOLDER") is not "" and var named ? named : ".");
        var file = Path.Combine(folder, "plimsoll.yaml");
        Refuse(call, folder, file);
        var found = await RepositoryLook.At(folder, stop);
        var answers = InitQuestions.For(found).ToImmutableDictionary(
            q => q.Id, q => call.Has("--yes") ? q.Default : Ask(call, q));
        var text = InitFile.Write(found, answers);
        await using (var to = new StreamWriter(new FileStream(file, FileMode.CreateNew, FileAccess.Write)))
            await to.WriteAsync(text.AsMemory(), stop);
        return Done(call, file, text);
    }

    private static void Refuse(Call call, string folder, string file)
    {
        if (!Directory.Exists(folder)) throw Failure.Usage($"There is no folder {folder}.", fix: "Check the path.");
        if (File.Exists(file)) throw new Failure(
            ExitCodes.TooLate, $"{file} is there already and stays as it is.", fix: $"plimsoll service check {file}");
        if (!call.Has("--yes") && !call.MayAsk) throw Failure.Usage(
            "Nobody can be asked here.", "The questions need a person at a terminal.",
            "Add --yes to take every default.");
    }

    private static string Ask(Call call, InitQuestion question)
    {
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            call.Say(call.Colours.Faint(question.Why));
            var answer = call.Ask(question.Default == "" ? question.Text : $"{question.Text} [{question.Default}]");
            if (answer == "") return question.Default;
            if (question.Objection(answer) is not { } objection) return answer;
            call.Say(objection);
        }

        throw Failure.Usage("No file was written: the question was not answered.",
            fix: "plimsoll init --yes, then edit the file.");
    }

    private static int Done(Call call, string file, string text)
    {
        var read = ServiceFileReader.Read(file, text);
        call.Show(new Written(file, read.Problems), w => w.File);
        foreach (var problem in read.Problems) call.Say(ServiceFileReport.Line(problem));
        call.Say("Read it: each key is explained, and what you may need later stands there as a comment.");
        call.Next($"plimsoll service {(read.HasErrors ? "check" : "apply")} {file}");
        return read.HasErrors ? ExitCodes.Failed : ExitCodes.Ok;
    }
}

/// <summary>The file that was written, and what its check still notices.</summary>
internal sealed record Written(string File, ImmutableArray<FileProblem> Problems);
