namespace Plimsoll.Server.Engine;

/// <summary>How much may stand in one field of a request: what is written stays in the journal for ever.</summary>
internal static class FieldSizes
{
    /// <summary>How many lines or names one field may list.</summary>
    public const int MostItems = 200;

    private const int Line = 500;

    /// <summary>The most characters of a field; the rules of a command may allow less.</summary>
    public static int MostOf(string field) => field switch
    {
        "text" => 50_000,
        "output" => 65_536,
        "symptoms" or "impact" or "note" or "reason" or "cause" or "why" or "sentence" or "options" or "attendees"
            => 10_000,
        "commandLine" => 4_000,
        _ => Line,
    };

    /// <summary>Why it is too much; empty where it is not.</summary>
    public static string Problem(string field, string label, int length) => length <= MostOf(field) ? ""
        : $"{label}: {length:N0} characters are too many; at most {MostOf(field):N0} are kept.";
}
