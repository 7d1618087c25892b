using Plimsoll.Server.Drivers.Shells;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>How far one command has come: what was taken of its input, and what came of its output.</summary>
internal sealed class SshCourse
{
    private long _sent;
    private SshCommand? _command;

    /// <summary>Grows while there is progress.</summary>
    public long Done => Interlocked.Read(ref _sent) + Printed();

    /// <summary>It has said more than that it begins.</summary>
    public bool HasSpoken => Printed() > ShellCommand.Mark.Length + 1;

    public void Sent() => Interlocked.Increment(ref _sent);

    public void Follow(SshCommand command) => Volatile.Write(ref _command, command);

    /// <summary>Closes its part of the connection; what runs on the host goes on. That may wait for the host: nobody waits for it.</summary>
    public void GiveUp() => ThreadPool.UnsafeQueueUserWorkItem(_ => Close(), null);

    private void Close()
    {
        try
        {
            Volatile.Read(ref _command)?.Dispose();
        }
        catch (Exception gone) when (gone is SshException or System.Net.Sockets.SocketException or InvalidOperationException
            or NullReferenceException or IOException)
        {
            // The connection was on its way out already.
        }
    }

    private long Printed()
    {
        try
        {
            return Volatile.Read(ref _command)?.OutputStream.Length ?? 0;
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
            return 0;
        }
    }
}
