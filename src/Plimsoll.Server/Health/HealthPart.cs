using Plimsoll.Files.Api;

namespace Plimsoll.Server.Health;

/// <summary>Green: as it should be. Amber: it works, and somebody has to look. Red: it does not do its work.</summary>
public enum Colour { Green, Amber, Red }

/// <summary>One part of the server, with a sentence that says what happened and one that says what to do.</summary>
public sealed record HealthPart(string Name, Colour Colour, string Sentence, string Todo = "")
{
    public HealthPartView View => new(Name, WordOf(Colour), Sentence, Todo);

    public static Colour Worst(IEnumerable<HealthPart> parts) => parts.Select(p => p.Colour).DefaultIfEmpty().Max();

    public static string WordOf(Colour colour) => colour.ToString().ToLowerInvariant();
}
