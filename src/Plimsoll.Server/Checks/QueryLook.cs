using System.Globalization;
using System.Text.Json;
using Plimsoll.Files.Evidence;

namespace Plimsoll.Server.Checks;

/// <summary>What a Prometheus answered to one query: a number, no data, or that it could not be asked.</summary>
/// <param name="Error">It could not be asked: that is not "no data", and neither is 0.</param>
internal sealed record QueryAnswer(double? Value, string Sentence, bool Error = false);

/// <summary>Asks the HTTP API of a Prometheus for the one number a query has now.</summary>
internal sealed class QueryLook(PageFetch fetch)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public async Task<QueryAnswer> Ask(string server, string query, CancellationToken stop)
    {
        var url = $"{server.TrimEnd('/')}/api/v1/query?query={Uri.EscapeDataString(query)}";
        var page = await fetch.Get(url, Limit, stop);
        if (page.Trouble is { } trouble) return Wrong(trouble);
        try
        {
            using var answer = JsonDocument.Parse(page.Body);
            return Read(answer.RootElement, query);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Wrong(
                $"{server} answered {page.Status}, and not as Prometheus does. Give the address of its web page.");
        }
    }

    private static QueryAnswer Read(JsonElement answer, string query)
    {
        if (answer.GetProperty("status").GetString() != "success")
            return Wrong($"Prometheus refused {query}: {answer.GetProperty("error").GetString()}");
        var data = answer.GetProperty("data");
        var result = data.GetProperty("result");
        return data.GetProperty("resultType").GetString() switch
        {
            "scalar" => Number(result, query),
            "vector" when result.GetArrayLength() == 0 => new(null, $"{query} has no data."),
            "vector" when result.GetArrayLength() == 1 => Number(result[0].GetProperty("value"), query),
            "vector" => Wrong($"{query} answers {result.GetArrayLength()} series; "
                + "make one of them, with sum(…) or max(…)."),
            var other => Wrong($"{query} answers a {other}; ask for one number."),
        };
    }

    private static QueryAnswer Number(JsonElement pair, string query)
    {
        var said = pair.GetArrayLength() > 1 ? pair[1].GetString() ?? "" : "";
        var isNumber = double.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        return isNumber && double.IsFinite(value)
            ? new(value, $"{query} is {said}.")
            // 0 divided by 0: nothing happened that could be counted.
            : new(null, $"{query} is {said}, no number.");
    }

    private static QueryAnswer Wrong(string sentence) => new(null, sentence, Error: true);
}
