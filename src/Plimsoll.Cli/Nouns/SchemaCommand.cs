using System.CommandLine;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll schema</c>: for editors.</summary>
internal static class SchemaCommand
{
    public static Command It() => Verb.Of("schema", "Print the JSON Schema of plimsoll.yaml", [], (call, _) =>
    {
        call.Print(ServiceSchema.Json);
        call.Say("An editor uses it with the first line: # yaml-language-server: $schema=plimsoll.schema.json");
        call.Next("plimsoll schema > plimsoll.schema.json");
        return Task.CompletedTask;
    });
}
