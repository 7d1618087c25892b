namespace Plimsoll.Server.Nodes;

/// <summary>What a server of several knows of its way to the database.</summary>
/// <param name="At">When the database last answered it, by this server's clock.</param>
/// <param name="Problem">What has been the matter since; empty: it answers.</param>
public sealed record DatabaseHeard(DateTimeOffset At, string Problem);
