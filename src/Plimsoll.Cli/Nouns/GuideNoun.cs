using System.CommandLine;
using System.Text.Json;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll guide</c>: the guide that says what a release needs. Checking needs no server.</summary>
internal static class GuideNoun
{
    public static Command All() => Verb.Noun(
        "guide", "The written guide that says what a release needs",
        [
            GuideCheckVerb.It(),
            .. GuideReadVerbs.All(),
            .. GuideChangeVerbs.All(),
            Verb.Of("show", "Print the playbook in force, as JSON", [], Show),
            GuideCheckVerb.Schema(),
            .. GuidePins.All(),
        ]);

    private static async Task Show(Call call, CancellationToken stop) =>
        call.Print(Wire.Print(await call.Server.Get<JsonElement>("guide", stop)));
}
