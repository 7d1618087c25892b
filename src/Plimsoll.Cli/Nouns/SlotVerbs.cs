using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>A booked time for a release.</summary>
internal static class SlotVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("book", "Book a slot: a shipment that waits starts production by itself then",
            [.. Takes.Release, .. Times, Takes.Text("--environment", "NAME", "Only this one [default: all of production]")],
            Book),
        Verb.Of("move-slot", "Give a booked slot another time", [.. Takes.Release, Slot, .. Times], Move),
        Verb.Of("cancel-slot", "Give a booked slot back", [.. Takes.Release, Slot, Takes.Reason], Cancel),
    ];

    private static Symbol Slot => Takes.Argument("SLOT", "Id of the slot, from calendar show");

    private static Symbol[] Times =>
    [
        Takes.Needed("--start", "TIME", "Such as 2026-11-24T10:00Z, 10:00 or +2h; without a zone it is UTC"),
        Takes.Needed("--end", "TIME", "When it ends, written the same"),
    ];

    private static Task Book(Call call, CancellationToken stop) => Tell(call, "book-slot",
        new BookSlotBody(Time(call, "--start"), Time(call, "--end"), call.Text("--environment")),
        $"is booked, {Plain.Time(Time(call, "--start"))} to {Plain.Time(Time(call, "--end"))}", stop);

    private static Task Move(Call call, CancellationToken stop) => Tell(call, "move-slot",
        new MoveSlotBody(call.Text("SLOT"), Time(call, "--start"), Time(call, "--end")),
        $"is booked, {Plain.Time(Time(call, "--start"))} to {Plain.Time(Time(call, "--end"))}, instead", stop);

    private static Task Cancel(Call call, CancellationToken stop) => Tell(call, "cancel-slot",
        new CancelSlotBody(call.Text("SLOT"), call.Text("--reason")), $"gives {call.Text("SLOT")} back", stop);

    private static DateTimeOffset Time(Call call, string option) =>
        WrittenTime.Future(call.Text(option), call.Terminal.Clock.GetUtcNow())
            ?? throw Failure.Usage($"\"{call.Text(option)}\" is no time.", fix: "Write +2h, 10:00 or 2026-11-24T10:00Z; times are UTC.");

    private static Task Tell(Call call, string verb, object body, string done, CancellationToken stop) =>
        call.Tell(call.Release.Path(verb), body, $"{call.Release} {done}.", call.Release.Command("why"), stop);
}
