namespace Plimsoll.Server.Drivers.Command;

/// <summary>Runs commands on this host, each under the ticket wrapper, so that they outlive the server.</summary>
/// <param name="root">The folder of the tickets; made with mode 0700.</param>
/// <param name="grace">Between TERM and KILL.</param>
public sealed class CommandDriver(string root, TimeSpan grace, OutputLimits limits) : IDriver
{
    private const string Machine = "This machine";
    private readonly string _root = Path.GetFullPath(root);
    private readonly Wrapper _wrapper = new(Path.GetFullPath(root));

    public CommandDriver(string root) : this(root, TimeSpan.FromSeconds(10), OutputLimits.Usual) { }

    public Task<string> Bring(string file, string sha256, CancellationToken stop) => Task.FromResult(file);

    public async Task<bool> Has(string mark, string sha256, CancellationToken stop) =>
        (await _wrapper.Call("has", "-", [mark, sha256], [], stop)).Sure(Machine, Questions.Release).Said == "yes";

    public async Task<Started> Start(Ticket ticket, CancellationToken stop)
    {
        TicketText.Check(ticket);
        var slot = Path.Combine(_wrapper.SlotsFolder, Uri.EscapeDataString(ticket.Slot) + ".lock");
        var files = Path.Combine(_root, ticket.Id, "secrets");
        var input = TicketText.Input(ticket, slot, files, HostPath.Here, grace, limits);
        var answer = await _wrapper.Call("start", ticket.Id, ["0"], input, stop);
        return answer.Start ?? answer.SilentStart(Folder(ticket.Id).Look().State);
    }

    public async Task<Observed> Observe(string ticket, long cursor, CancellationToken stop)
    {
        var folder = Folder(ticket);
        // What it is first, its output second: after "finished" nothing it wrote is still to come.
        var traces = folder.Look();
        var (bytes, next) = folder.Output.Read(cursor);
        return traces.Observed(await Sentence(ticket, folder, traces, stop), bytes, next);
    }

    public async Task<Cancelled> Cancel(string ticket, CancellationToken stop) =>
        (await _wrapper.Call("cancel", TicketText.CheckId(ticket), [], stop)).Cancel;

    public async Task Forget(string ticket, CancellationToken stop) =>
        (await _wrapper.Call("forget", TicketText.CheckId(ticket), [], stop)).CheckForgotten(ticket);

    public async Task<HostState> Probe(string folder, CancellationToken stop) => File.Exists("/bin/sh")
        ? (await _wrapper.Call("state", "-", [folder], [], stop)).Sure(Machine, Questions.State).HostState
        : new HostState(["/bin/sh is missing: tickets need a POSIX shell."], 0, []);

    public async Task<string> Running(string folder, CancellationToken stop) => Current.Version(
        (await _wrapper.Call("current", "-", [Path.Combine(folder, Current.Link)], [], stop)).Sure(Machine, Questions.Current).Said);

    public async Task<IReadOnlyList<string>> Clean(CancellationToken stop) =>
        (await _wrapper.Call("clean", "-", [], stop)).Lines;

    private async Task<string> Sentence(string ticket, TicketFolder folder, TicketTraces traces, CancellationToken stop)
    {
        if (traces.State == TicketState.NeverStarted && folder.WasCancelled)
            return TicketTraces.NeverWill;
        return traces.State == TicketState.Unknown
            ? $"{traces.Sentence} {(await _wrapper.Call("living", ticket, [], stop)).Living}"
            : traces.Sentence;
    }

    private TicketFolder Folder(string ticket) => new(_root, TicketText.CheckId(ticket));
}
