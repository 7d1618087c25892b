namespace Plimsoll.Server.Connectors.Inbound;

/// <summary>A kind of sender: how a message of it proves itself, and what it leads to.</summary>
internal interface IReceiver
{
    /// <summary>In the address, and in the name of the secret: <c>github</c>, <c>WEBHOOK_GITHUB</c>.</summary>
    string Kind { get; }

    /// <summary>How long a message proves itself; its key is remembered for longer than that.</summary>
    TimeSpan Window { get; }

    /// <summary>What its headers alone tell against it; empty: nothing, and its body is read.</summary>
    string Objection(Posted head, string secret, DateTimeOffset now);

    /// <summary>After nothing was objected.</summary>
    Checked Check(Posted message, string secret, DateTimeOffset now);

    /// <summary>Idempotent: a message whose answer was lost comes again.</summary>
    Task<Done> Act(Posted message, string service, CancellationToken stop);
}

/// <summary>What was posted, byte for byte.</summary>
internal sealed record Posted(IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>A header that is there once; null where it is missing or somebody sent two.</summary>
    public string? Only(string name) => Headers[name] is [{ Length: > 0 } one] ? one : null;
}

internal abstract record Checked
{
    /// <param name="Key">The same for the same signed message; empty: a sender repeats it on purpose.</param>
    public sealed record Proven(string Key) : Checked;

    /// <param name="Why">For the log alone; who forges learns nothing.</param>
    public sealed record Refused(string Why) : Checked;
}

internal abstract record Done
{
    /// <param name="Outcome">What became of it, as a sentence.</param>
    public sealed record Acted(string Outcome) : Done;

    /// <summary>Nothing was done, and what was not there may be there when the same message comes again.</summary>
    public sealed record Nothing(string Outcome) : Done;

    /// <summary>It cannot be done, however often it comes.</summary>
    public sealed record Refused(string Why) : Done;

    public sealed record Unreadable(string Why) : Done;

    /// <summary>The store cannot take it now; the sender tries again.</summary>
    public sealed record NotNow(string Why) : Done;
}
