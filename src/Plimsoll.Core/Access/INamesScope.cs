namespace Plimsoll.Core.Access;

/// <summary>A wish about a place somebody typed: a mistyped one would be taken and reach nothing.</summary>
public interface INamesScope
{
    /// <summary>As it was typed.</summary>
    string Scope { get; }
}
