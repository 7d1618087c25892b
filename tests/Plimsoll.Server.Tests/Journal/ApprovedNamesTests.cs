using System.Runtime.CompilerServices;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>Every stored name and shape is frozen in journal.approved.txt.</summary>
/// <remarks>A change there is a change of what lies on people's disks: it needs an upcaster and a stored
/// sample. To approve
/// new lines, run this test with PLIMSOLL_APPROVE=1 and commit the file it writes.</remarks>
public sealed class ApprovedNamesTests
{
    [Fact]
    public async Task Stored_names_and_shapes_are_the_approved_ones()
    {
        var received = EventShapes.Describe(EventNames.OfCore.Types);
        var artifacts = Path.Combine(AppContext.BaseDirectory, "..", "..", "..");
        await File.WriteAllTextAsync(Path.Combine(artifacts, "journal.received.txt"), received);
        var approved = Path.Combine(Path.GetDirectoryName(ThisFile()) ?? "", "journal.approved.txt");
        if (Environment.GetEnvironmentVariable("PLIMSOLL_APPROVE") == "1")
            await File.WriteAllTextAsync(approved, received);
        Assert.True(
            await File.ReadAllTextAsync(approved) == received,
            "What is stored has changed: compare artifacts/journal.received.txt with journal.approved.txt. A line that "
            + "is only new: run this test with PLIMSOLL_APPROVE=1. A line that changed or went: write an upcaster.");
    }

    [Fact]
    public void A_shape_names_every_property_down_to_plain_values() => Assert.Equal(
        """
        kettle-boiled

        tea-served
          about: string (StreamName)
          at: DateTimeOffset
          cup: string (CupId)
          guests: [String]
          note: String?
          refills: {string (CupId): Int32}
          steeped: TimeSpan
          sweeteners: [Sweetener]
          tables: {String: [string (CupId)]}
          tea: Tea

        type Sugar
          lumps: Int32

        type Sweetener = sugar Sugar | wild-honey WildHoney

        type Tea = green | earlGrey

        type WildHoney
          meadow: String

        """,
        EventShapes.Describe(new EventNames([typeof(TeaServed), typeof(KettleBoiled)]).Types));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
