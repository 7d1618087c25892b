namespace Plimsoll.Server.Nodes;

/// <summary>What is known of the one ownership there is: to do the work of the house.</summary>
/// <param name="Owner">The node that has it, or had it last; empty: nobody ever had.</param>
/// <param name="Beat">When it last said that it has it, by the database's clock; null: it gave it back.</param>
/// <param name="IsHere">The owner's connection to the database is open.</param>
/// <param name="Now">By the database's clock.</param>
internal readonly record struct NodeLease(string Owner, long Token, DateTimeOffset? Beat, bool IsHere, DateTimeOffset Now)
{
    /// <summary>What all work is done under.</summary>
    public const string Key = "work";

    /// <summary>After that long without a word an owner is taken for gone, even where its connection looks open.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>An owner whose connection is gone is not waited for longer than that.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromSeconds(8);

    /// <summary>An owner that could not say so for that long stops by itself, before another may begin: it cannot know that its connection
    /// is gone at the database. Longer than one answer is waited for.</summary>
    public static readonly TimeSpan SelfStop = Gone * 0.8;

    /// <summary>Further off the database's clock than that, a node does no work: duties would be early or late.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromSeconds(2);

    /// <summary>Whether a node may take it now.</summary>
    public bool IsFor(string node) =>
        Owner == "" || Owner == node || Beat is not { } beat
        || Now - beat > Silence || (!IsHere && Now - beat > Gone);
}
