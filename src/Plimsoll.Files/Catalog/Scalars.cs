using Plimsoll.Core.Catalog;

namespace Plimsoll.Files.Catalog;

/// <summary>Shapes that several sections use.</summary>
internal static class Scalars
{
    public static TextShape Text { get; } = new("a text");

    public static TextShape Command { get; } = new("a shell command");

    public static TextShape Name { get; } =
        new("a name of lower-case letters, digits and dashes", "[a-z0-9][a-z0-9-]{0,62}");

    public static TextShape None { get; } = new("`none because \"…\"`", NoneBecause.Pattern);

    public static DurationShape Time { get; } = new();

    public static SizeShape Size { get; } = new();

    public static EitherShape Texts { get; } = new(Text, new ListShape(Text));

    public static SectionShape Secret { get; } = new("secret", "a secret",
    [
        new("secret", new TextShape("the name of a secret", SecretNames.Pattern),
            "The name it is kept under: `plimsoll secret set NAME`.", Required: true),
        new("as", new WordShape("variable", "file"),
            "With `file`, the variable is the path of a file that is there while the command runs.",
            Default: "variable"),
    ]);

    public static FreeKeysShape Variables { get; } =
        new(new EitherShape(new TextShape("a text", MayBeEmpty: true), Secret), "PORT: 8080");
}
