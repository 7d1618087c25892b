namespace Plimsoll.Core.Kernel;

/// <summary>What is remembered of one stream. Folding its events over <see cref="Empty"/> gives the state.</summary>
public interface IState<TSelf> where TSelf : class, IState<TSelf>
{
    /// <summary>The first segment of the names of its streams.</summary>
    static abstract string Kind { get; }

    /// <summary>The state of a stream nothing was written to yet.</summary>
    static abstract TSelf Empty { get; }
}

/// <summary>A state that comes to an end; who looks at what still goes on need not look at it again.</summary>
public interface IEnds
{
    bool HasEnded { get; }
}
