namespace Plimsoll.Core.Catalog;

/// <summary>What the lines of an environment may use at most; null: as much as their host lets them.</summary>
/// <param name="Memory">Bytes of its own for each process.</param>
/// <param name="CpuTime">For each process.</param>
/// <param name="Processes">Of the user a line runs as: all of theirs count, threads too.</param>
/// <param name="OpenFiles">For each process.</param>
/// <param name="FileSize">Bytes of any file that is written.</param>
public sealed record WorkLimits(long? Memory, TimeSpan? CpuTime, int? Processes, int? OpenFiles, long? FileSize)
{
    public static WorkLimits None { get; } = new(null, null, null, null, null);
}
