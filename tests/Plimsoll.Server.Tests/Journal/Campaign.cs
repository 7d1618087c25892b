using System.Globalization;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>Sizes and seeds of a test that is short in every run and long when asked.</summary>
public static class Campaign
{
    public static int Seed => Number("PLIMSOLL_SEED", 1);

    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var set)
            ? set
            : otherwise;
}
