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

/// <summary>A state of which there are ever more; the newest are found without a look at those before.</summary>
public interface IBelongs
{
    bool Exists { get; }

    /// <summary>Under which names it is found; they never change once it exists.</summary>
    IEnumerable<string> To { get; }
}
