using System.Runtime.InteropServices;
using Plimsoll.Cli;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Detach);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Detach);
return await CommandLine.Run(args, Terminal.Real(), stop.Token);

// The first signal lets the command end with words; a second one ends the process as usual.
void Detach(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
