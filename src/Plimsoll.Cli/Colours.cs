namespace Plimsoll.Cli;

/// <summary>Colour beside a word that says the same, never instead of it.</summary>
internal sealed record Colours(bool On)
{
    public string Of(string word) => word switch
    {
        "succeeded" or "passed" or "done" or "ok" => Paint(32, word),
        "failed" or "error" or "rejected" or "timedout" or "missing" => Paint(31, word),
        "waiting" or "unknown" or "inconclusive" or "cancelling" or "cancelled" => Paint(33, word),
        _ => word,
    };

    public string Faint(string text) => Paint(2, text);

    private string Paint(int code, string text) => On ? $"\e[{code}m{text}\e[0m" : text;
}
