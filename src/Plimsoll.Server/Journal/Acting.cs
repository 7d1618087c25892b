namespace Plimsoll.Server.Journal;

/// <summary>The ownership that work is done under. It goes with everything a piece of work begins, to the last task of it.</summary>
/// <remarks>
/// Not a field of the node: a task that was begun under an earlier ownership must not write under the next one, even
/// where the same node has both. What people ask for is done under none.
/// </remarks>
public static class Acting
{
    private static readonly AsyncLocal<Lease?> Flowing = new();

    /// <summary>Null: nobody's work but a person's, or a server that has its journal alone.</summary>
    public static Lease? Under => Flowing.Value;

    /// <summary>From here on, and in all that is begun from here.</summary>
    internal static void Begin(Lease? lease) => Flowing.Value = lease;
}
