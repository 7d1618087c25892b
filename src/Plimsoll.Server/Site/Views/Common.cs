namespace Plimsoll.Server.Site.Views;

/// <summary>One line of a list of facts. In the text, `backticks` are code.</summary>
public sealed record FactView(string Name, string Text);

/// <summary>A small fact under a page's title: an icon of the sprite and its words.</summary>
public sealed record MetaView(string Icon, string Text, string Href = "");

/// <summary>A line of a raw output as it was masked and stored.</summary>
/// <param name="Kind">What it is, where that is known.</param>
public sealed record LogLine(DateTimeOffset At, string Target, string Text, LogKind Kind = LogKind.Plain);

public enum LogKind { Plain, Heading, Warning, Error }
