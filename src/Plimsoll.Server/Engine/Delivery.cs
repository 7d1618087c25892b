namespace Plimsoll.Server.Engine;

/// <summary>How one attempt to send a message of the outbox ended.</summary>
public abstract record Delivery
{
    public sealed record Sent : Delivery;

    /// <summary>Trying again may help.</summary>
    /// <param name="After">No earlier than this from now; zero: as usual.</param>
    public sealed record Later(string Reason, TimeSpan After) : Delivery;

    /// <summary>The message or its address is refused for good.</summary>
    public sealed record Never(string Reason) : Delivery;

    /// <summary>There is no way out for it; it stays and can be sent by hand once there is one.</summary>
    public sealed record NoWay(string Reason) : Delivery;

    /// <summary>Whoever it is for may not read it; who comes next is called.</summary>
    public sealed record Withheld(string Reason) : Delivery;

    /// <summary>What it is about has been taken care of.</summary>
    public sealed record NotNeeded(string Reason) : Delivery;
}
