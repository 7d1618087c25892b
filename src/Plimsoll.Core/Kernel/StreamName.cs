namespace Plimsoll.Core.Kernel;

/// <summary>Where facts about one thing are kept, such as <c>release/storefront/1.1.0</c>.</summary>
public readonly record struct StreamName(string Value)
{
    /// <summary>The first segment: what kind of thing the stream tells about.</summary>
    public string Kind => Value.IndexOf('/') is var slash and > 0 ? Value[..slash] : Value;

    /// <summary>Everything after the first slash: which one of its kind.</summary>
    public string Key => Value.IndexOf('/') is var slash and > 0 ? Value[(slash + 1)..] : "";

    public override string ToString() => Value;
}
