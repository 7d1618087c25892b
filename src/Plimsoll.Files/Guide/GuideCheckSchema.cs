namespace Plimsoll.Files.Guide;

/// <summary>The published JSON Schema (2020-12) of what <c>guide check --json</c> prints.</summary>
public static class GuideCheckSchema
{
    private const string Resource = "Plimsoll.Files.Guide.guide-check.schema.json";

    public static string Json { get; } = Published();

    private static string Published()
    {
        using var stream = typeof(GuideCheckSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not built in.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
