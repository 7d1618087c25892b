using System.Runtime.InteropServices;

namespace Plimsoll.Core.Tests.Fuzzing;

/// <summary>What the running thread has used: its own processor time, whatever else the machine does, and all it ever
/// asked of the heap, which is never less than what it holds.</summary>
internal readonly record struct ThreadCost(TimeSpan Processor, long Bytes)
{
    private const int ThreadProcessorClock = 3;

    public static ThreadCost Now()
    {
        _ = clock_gettime(ThreadProcessorClock, out var time);
        var processor = TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000);
        return new ThreadCost(processor, GC.GetAllocatedBytesForCurrentThread());
    }

    public static ThreadCost operator -(ThreadCost later, ThreadCost earlier) =>
        new(later.Processor - earlier.Processor, later.Bytes - earlier.Bytes);

    [DllImport("libc", ExactSpelling = true)]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
