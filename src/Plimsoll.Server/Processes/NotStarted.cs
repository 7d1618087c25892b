using System.ComponentModel;

namespace Plimsoll.Server.Processes;

/// <summary>A program that could not be started.</summary>
/// <param name="Program">As it was called.</param>
/// <param name="Passes">This machine has no process, no memory or no file to give just now; false: it is not there, or may
/// not be run.</param>
public sealed record NotStarted(string Program, string Why, bool Passes)
{
    private const int NoSuchFile = 2, NotAllowed = 13; // ENOENT, EACCES.

    public static NotStarted Of(string program, Exception trouble) => new(
        program, trouble.Message.TrimEnd('.'), trouble is not Win32Exception { NativeErrorCode: NoSuchFile or NotAllowed });

    public string Sentence => $"{Program} did not start: {Why}";
}
