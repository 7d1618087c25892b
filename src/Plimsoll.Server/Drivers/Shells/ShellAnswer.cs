using System.Text;

namespace Plimsoll.Server.Drivers.Shells;

/// <summary>What a command on a host printed.</summary>
/// <param name="Said">Its standard output, behind our mark.</param>
/// <param name="Code">How it ended; null: not by itself.</param>
internal sealed record ShellAnswer(byte[] Said, string Complaint, int? Code)
{
    // A login shell may print what it likes before our command: what counts begins behind this line.
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes($"{ShellCommand.Mark}\n");

    /// <summary>The verdict, where more follows.</summary>
    public string FirstLine => Encoding.UTF8.GetString(Said.AsSpan(0, EndOfLine)).Trim();

    /// <summary>What follows the verdict.</summary>
    public byte[] Behind => Said[Math.Min(Said.Length, EndOfLine + 1)..];

    private int EndOfLine => Array.IndexOf(Said, (byte)'\n') is >= 0 and var at ? at : Said.Length;

    public string Text => Encoding.UTF8.GetString(Said).Trim();

    /// <summary>Null where the command never ran.</summary>
    public static ShellAnswer? Of(byte[] printed, string complaint, int? code) => printed.AsSpan().IndexOf(Mark) is >= 0 and var at
        ? new ShellAnswer(printed[(at + Mark.Length)..], complaint, code)
        : null;
}
