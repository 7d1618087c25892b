using System.Globalization;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Shells;

/// <summary>Runs work as whoever a shell belongs to, on another host or here, under the same ticket wrapper.</summary>
/// <remarks>A connection that is lost says nothing about work: it goes on there and is asked for again.</remarks>
public sealed class ShellDriver : IDriver
{
    // As long as the wrapper itself waits for another start of the same ticket, and for its slot.
    private static readonly TimeSpan ToStart = TimeSpan.FromSeconds(90);
    private const int TriesToRead = 5;

    private readonly IShell _shell;
    private readonly TimeSpan _grace;
    private readonly OutputLimits _limits;

    internal ShellDriver(IShell shell, TimeSpan grace, OutputLimits limits) => (_shell, _grace, _limits) = (shell, grace, limits);

    public Task<string> Bring(string file, string sha256, CancellationToken stop) =>
        new ArtifactDelivery(_shell).Bring(file, sha256, stop);

    public async Task<bool> Has(string mark, string sha256, CancellationToken stop) =>
        (await Sure("has", [mark, sha256], Questions.Release, stop)).Said == "yes";

    public async Task<Started> Start(Ticket ticket, CancellationToken stop)
    {
        TicketText.Check(ticket);
        var greeting = await _shell.Greet(stop);
        if (greeting.Needs is not []) return new Started.NotStarted($"{_shell.Name} is not ready: {string.Join(' ', greeting.Needs)}");
        var slot = $"{greeting.Root}/slots/{Uri.EscapeDataString(ticket.Slot)}.lock";
        var files = $"{greeting.Root}/{ticket.Id}/secrets";
        var input = TicketText.Input(ticket, slot, files, greeting.Path, _grace, _limits);
        var said = await Ask("start", ticket.Id, [$"{RawOutput.MostAtOnce}"], input, new(ToStart, _shell.ToAnswer), stop);
        var answer = new WrapperAnswer(said.FirstLine, said.Complaint, said.Code);
        var started = answer.Start ?? answer.SilentStart((await Look(ticket.Id, 0, stop)).Traces.State);
        return started switch
        {
            Started.NotStarted not => new Started.NotStarted($"{_shell.Name}: {not.Reason}"),
            Started.Accepted when Seen.Read(said.Behind, 0) is { } seen => new Started.Accepted(await Told(ticket.Id, Named(seen), stop)),
            _ => started,
        };
    }

    public async Task<Observed> Observe(string ticket, long cursor, CancellationToken stop) =>
        await Told(ticket, await Look(TicketText.CheckId(ticket), cursor, stop), stop);

    public async Task<Cancelled> Cancel(string ticket, CancellationToken stop) =>
        (await Call("cancel", TicketText.CheckId(ticket), [], _grace + _shell.ToAnswer + _shell.ToAnswer, stop)).Cancel;

    public async Task Forget(string ticket, CancellationToken stop) =>
        (await Call("forget", TicketText.CheckId(ticket), [], _shell.ToAnswer, stop)).CheckForgotten(ticket);

    public async Task<HostState> Probe(string folder, CancellationToken stop) =>
        (await Sure("state", [folder], Questions.State, stop)).HostState;

    public async Task<string> Running(string folder, CancellationToken stop) =>
        Current.Version((await Sure("current", [$"{folder}/{Current.Link}"], Questions.Current, stop)).Said);

    public async Task<IReadOnlyList<string>> Clean(CancellationToken stop) =>
        (await Call("clean", "-", [], _shell.ToAnswer, stop)).Lines;

    private async Task<Seen> Look(string ticket, long cursor, CancellationToken stop)
    {
        string[] words = [cursor.ToString(CultureInfo.InvariantCulture), $"{RawOutput.MostAtOnce}"];
        for (var tries = 1; tries <= TriesToRead; tries++)
        {
            var answer = await Ask("observe", ticket, words, [], _shell.ToAnswer, stop);
            if (Seen.Read(answer.Said, cursor) is { } seen) return Named(seen);
        }
        throw new HostUnreachable($"{_shell.Name} does not tell what became of ticket {ticket}.", passes: true);
    }

    private Seen Named(Seen seen) => seen with { Traces = seen.Traces with { Host = _shell.Name } };

    private async Task<Observed> Told(string ticket, Seen seen, CancellationToken stop) =>
        seen.Traces.Observed(await Sentence(ticket, seen, stop), seen.Output, seen.Cursor) with { IsAll = seen.IsAll };

    private async Task<string> Sentence(string ticket, Seen seen, CancellationToken stop)
    {
        if (seen.Traces.State == TicketState.NeverStarted && seen.WasCancelled) return TicketTraces.NeverWill;
        return seen.Traces.State == TicketState.Unknown
            ? $"{seen.Traces.Sentence} {(await Call("living", ticket, [], _shell.ToAnswer, stop)).Living}"
            : seen.Traces.Sentence;
    }

    private async Task<WrapperAnswer> Call(
        string verb, string ticket, IReadOnlyList<byte[]> input, Patience limit, CancellationToken stop)
    {
        var answer = await Ask(verb, ticket, [], input, limit, stop);
        return Said(answer);
    }

    /// <summary>No answer is not taken for one that says nothing.</summary>
    private async Task<WrapperAnswer> Sure(string verb, IReadOnlyList<string> words, string what, CancellationToken stop) =>
        Said(await Ask(verb, "-", words, [], _shell.ToAnswer, stop)).Sure(_shell.Name, what);

    private static WrapperAnswer Said(ShellAnswer answer) => new(answer.Text, answer.Complaint, answer.Code);

    private async Task<ShellAnswer> Ask(
        string verb, string ticket, IReadOnlyList<string> words, IReadOnlyList<byte[]> input, Patience limit, CancellationToken stop) =>
        await _shell.Run(
            place => [place.Wrapper, verb, place.Root, ticket, .. words,
                .. input.Select(part => part.Length.ToString(CultureInfo.InvariantCulture))],
            async (into, _, given) =>
            {
                foreach (var part in input) await into.WriteAsync(part, given);
            },
            limit, stop);
}
