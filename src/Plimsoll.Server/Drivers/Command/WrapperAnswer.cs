namespace Plimsoll.Server.Drivers.Command;

/// <summary>What the ticket wrapper said, on whatever machine it ran.</summary>
/// <param name="Said">What it printed: the verdict.</param>
/// <param name="Complaint">What the tools it uses had to say.</param>
/// <param name="Code">How it ended; null: not by itself.</param>
internal sealed record WrapperAnswer(string Said, string Complaint, int? Code)
{
    public string Verdict => Said.Split(' ')[0];

    public string Rest => Said.Length > Verdict.Length ? Said[(Verdict.Length + 1)..] : "";

    /// <summary>What became of a start; null where the wrapper ended without a verdict.</summary>
    public Started? Start => Verdict switch
    {
        "accepted" => new Started.Accepted(),
        "busy" => new Started.Busy(Rest),
        "refused" => NotStarted(Rest),
        _ => null,
    };

    public Started SilentStart(TicketState now) => now is TicketState.NeverStarted
        ? NotStarted("the wrapper ended without a word")
        : new Started.Accepted();

    public Cancelled Cancel => Verdict switch
    {
        "clean" => new Cancelled(true, "Nothing of it runs any more."),
        "left" when Rest == "" => new Cancelled(false, "It may still run: the host could not look for it."),
        "left" => new Cancelled(false, $"It may still run: {OneLine(Rest)} did not end after KILL."),
        _ => new Cancelled(false, $"It may still run: the cancel could not be written. {Complaint}".Trim()),
    };

    public void CheckForgotten(string ticket)
    {
        if (Verdict != "refused") return;
        // Its wrapper was killed, and what lives on has no end that could be journaled.
        throw new InvalidOperationException(Rest == "it still runs"
            ? $"Ticket {ticket} still runs; forget it after its end is journaled."
            : $"Ticket {ticket} is not forgotten: {OneLine(Rest)}.");
    }

    /// <summary>What lives of a ticket, in words.</summary>
    public string Living => Code != 0 ? "What of it runs is not known."
        : Said == "" ? "Nothing of it runs now." : $"Still running: {OneLine(Said)}.";

    /// <summary>The same answer where it is one: a host that has no process or no memory to give prints nothing as well.</summary>
    /// <param name="what">What was asked.</param>
    /// <exception cref="HostUnreachable">It could not be asked.</exception>
    public WrapperAnswer Sure(string host, string what) => Code == 0 ? this : throw new HostUnreachable(
        $"{host} cannot say {what} now{(Complaint == "" ? "" : $": {OneLine(Complaint)}")}.", passes: true);

    public IReadOnlyList<string> Lines => Said.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public HostState HostState => new(
        [.. After("need ").Select(HostNeeds.Sentence)],
        long.TryParse(After("free ").FirstOrDefault(), out var free) ? free * 1024 : 0,
        [.. After("ticket ")]);

    private IEnumerable<string> After(string word) =>
        Lines.Where(line => line.StartsWith(word, StringComparison.Ordinal)).Select(line => line[word.Length..]);

    private Started.NotStarted NotStarted(string said) => new(Complaint == ""
        ? $"It did not start: {said}."
        : $"It did not start: {said} ({OneLine(Complaint)}).");

    private static string OneLine(string list) => list.ReplaceLineEndings(", ");
}
