using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Plimsoll.Server.Processes;

/// <summary>What lies in a pipe that nobody waits for any more. .NET cannot ask a pipe whether a read would wait.</summary>
internal static class PipeRest
{
    // The most that Linux keeps in a pipe: whoever still writes to it is not followed.
    private const int Most = 1024 * 1024;
    private const short Readable = 1;

    /// <summary>Reads what is there at this moment, in pieces, and waits for nothing.</summary>
    public static void Read(PipeStream pipe, Action<ReadOnlySpan<byte>> take)
    {
        var piece = new byte[16 * 1024];
        for (var all = 0; all < Most && HasSome(pipe) && pipe.Read(piece) is > 0 and var read; all += read) take(piece.AsSpan(0, read));
    }

    private static bool HasSome(PipeStream pipe)
    {
        var asked = new Asked { Handle = (int)pipe.SafePipeHandle.DangerousGetHandle(), Events = Readable };
        return poll(ref asked, 1, 0) > 0;
    }

#pragma warning disable SYSLIB1054, IDE1006 // A call of the C library under its own name, and what it takes.
    [StructLayout(LayoutKind.Sequential)]
    private struct Asked
    {
        public int Handle;
        public short Events;
        public short Found;
    }

    [DllImport("libc")]
    private static extern int poll(ref Asked asked, nuint count, int milliseconds);
#pragma warning restore SYSLIB1054, IDE1006
}
