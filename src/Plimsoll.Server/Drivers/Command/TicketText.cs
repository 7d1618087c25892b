using System.Text;
using System.Text.RegularExpressions;

namespace Plimsoll.Server.Drivers.Command;

/// <summary>A ticket as shell text that the wrapper reads: the plan, and the environment with secrets.</summary>
internal static partial class TicketText
{
    public static string Plan(Ticket ticket, string slotFile, TimeSpan grace, OutputLimits limits) =>
        $"""
        slot={ShellText.Quoted(slotFile)}
        seconds={Seconds(ticket.Timeout)}
        idle={(ticket.IdleTimeout is { } idle ? Seconds(idle) : 0)}
        limits={ShellText.Quoted(string.Join(' ', LimitWords.Of(ticket.Limits)))}
        grace={(long)Math.Ceiling(grace.TotalSeconds)}
        head_bytes={limits.Head}
        tail_bytes={limits.Tail}
        folder={ShellText.Quoted(ticket.Folder)}
        set -- {string.Join(' ', ticket.Arguments.Select(ShellText.Quoted))}
        """;

    /// <summary>What is put for a start: a start that was cut short lacks its end.</summary>
    public static byte[][] Input(Ticket ticket, string slotFile, string files, HostPath host, TimeSpan grace, OutputLimits limits) =>
    [
        Bytes($"""
            plan={ShellText.Quoted(Plan(ticket, slotFile, grace, limits))}
            environment={ShellText.Quoted(Environment(ticket, slotFile, files, host))}

            """),
        "whole\n"u8.ToArray(),
    ];

    private static long Seconds(TimeSpan time) => Math.Clamp((long)Math.Ceiling(time.TotalSeconds), 1, int.MaxValue);

    /// <remarks>The marks come last: a variable of the ticket cannot take their place.</remarks>
    /// <param name="files">A folder of the ticket's own, gone when the work has ended.</param>
    public static string Environment(Ticket ticket, string slotFile, string files, HostPath host)
    {
        var text = new StringBuilder();
        Export("PATH", host.Path);
        Export("HOME", host.Home);
        foreach (var (name, value) in ticket.Environment)
            Export(name, value);
        foreach (var (name, value) in ticket.Files)
            Write(name, value);
        Export("PLIMSOLL_SLOT", slotFile);
        Export("PLIMSOLL_TICKET", ticket.Id);
        return text.ToString().TrimEnd('\n');

        void Export(string name, string value) => text.Append($"export {name}={ShellText.Quoted(value)}\n");

        // The shell's own printf: no other process ever sees the value among its arguments.
        void Write(string name, string value)
        {
            var (folder, file) = (ShellText.Quoted(files), ShellText.Quoted(Path.Combine(files, name)));
            text.Append(
                $"(umask 077 && mkdir -p {folder} && printf %s {ShellText.Quoted(value)} >{file}) || exit 127\n");
            Export(name, Path.Combine(files, name));
        }
    }

    public static void Check(Ticket ticket)
    {
        CheckId(ticket.Id);
        if (ticket.Arguments is [] or ["", ..])
            throw new ArgumentException($"Ticket {ticket.Id} has nothing to run; give it a program.");
        if (!Path.IsPathRooted(ticket.Folder))
            throw new ArgumentException($"Ticket {ticket.Id} runs in \"{ticket.Folder}\"; give the full path.");
        if (ticket.Environment.Keys.Concat(ticket.Files.Keys).FirstOrDefault(name => !ShellText.IsName(name)) is { } bad)
            throw new ArgumentException(
                $"Ticket {ticket.Id} sets \"{bad}\"; a variable is letters, digits and _, not starting with a digit.");
    }

    public static string CheckId(string ticket) => Id().IsMatch(ticket)
        ? ticket
        : throw new ArgumentException($"\"{ticket}\" is no ticket id; use lower-case letters, digits and dashes.");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,127}\z")]
    private static partial Regex Id();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
