namespace Plimsoll.Files.Api;

/// <summary>How the server is, part by part.</summary>
/// <param name="Status">green, amber or red: the worst of its parts.</param>
/// <param name="Parts">Left out for who may not see reasons.</param>
public sealed record HealthView(string Status, IReadOnlyList<HealthPartView>? Parts);

/// <summary>One part of the server.</summary>
/// <param name="Sentence">What is, in words.</param>
/// <param name="Todo">What to do about it; empty where nothing is wrong.</param>
public sealed record HealthPartView(string Name, string Status, string Sentence, string Todo);
