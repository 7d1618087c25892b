using System.Text.Json;
using Plimsoll.Core.Catalog;
using Plimsoll.Files.Evidence;

namespace Plimsoll.Server.Checks;

/// <summary>Asks a target over HTTP, as often as the check allows, until the answer is what it must be.</summary>
/// <param name="client">From <see cref="CheckClient"/>.</param>
public sealed class HttpCheckRun(HttpClient client, TimeProvider clock)
{
    private readonly PageFetch _fetch = new(client, clock);

    public async Task<CheckResult> Run(HttpCheck check, CheckTarget target, CancellationToken stop)
    {
        if (target.Address(check.Url) is not { } url)
            return new(check.Name, target.Name, Verdicts.Error, target.WithoutAddress(check.Url));
        return await Tries.UntilPassed(check.Attempts, check.Interval, clock,
            async () => Judge(check, target, url, await _fetch.Get(url, check.Timeout, stop)), stop);
    }

    private CheckResult Judge(HttpCheck check, CheckTarget target, string url, Page page)
    {
        if (page.Trouble is { } trouble) return new(check.Name, target.Name, page.Verdict, trouble);
        var milliseconds = Math.Round(page.Took.TotalMilliseconds, 1);
        var wrong = Wrong(check, target, page) ?? WrongHeader(check, target, page) ?? TooOld(check, page);
        return wrong is null
            ? new(check.Name, target.Name, Verdicts.Passed, $"{url} answered {page.Status} as expected.", milliseconds)
            : new(check.Name, target.Name, Verdicts.Failed, $"{url} {wrong}", milliseconds);
    }

    private static string? Wrong(HttpCheck check, CheckTarget target, Page page)
    {
        if (page.Status != check.Status) return $"answered {page.Status}, {check.Status} is expected.";
        if (check.BodyContains is { } text && !page.Body.Contains(target.Fill(text), StringComparison.Ordinal))
            return $"does not say '{target.Fill(text)}'.";
        if (check.Json.Count > 0 && WrongJson(check, target, page) is { } json) return json;
        return check.MaxLatency is { } max && page.Took > max
            ? $"took {page.Took.TotalMilliseconds:0} ms, at most {max.TotalMilliseconds:0} ms are allowed."
            : null;
    }

    private static string? WrongHeader(HttpCheck check, CheckTarget target, Page page)
    {
        foreach (var (name, wanted) in check.Headers)
            if (!page.Headers.TryGetValue(name, out var found))
                return $"has no header {name}, '{target.Fill(wanted)}' is expected.";
            else if (!found.Contains(target.Fill(wanted), StringComparison.OrdinalIgnoreCase))
                return $"says {name} is '{found}', '{target.Fill(wanted)}' is expected.";
        return null;
    }

    private string? TooOld(HttpCheck check, Page page)
    {
        if (check.CertificateValid is not { } wanted) return null;
        if (page.CertificateUntil is not { } until) return "shows no certificate; it is not asked over https.";
        return until - clock.GetUtcNow() < wanted
            ? $"has a certificate that ends at {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC; "
                + $"{wanted.TotalDays:0.#} days are wanted. Renew it."
            : null;
    }

    private static string? WrongJson(HttpCheck check, CheckTarget target, Page page)
    {
        if (page.Cut) return "answered more than 4 MB, too much to look into.";
        try
        {
            using var document = JsonDocument.Parse(page.Body);
            foreach (var (path, wanted) in check.Json)
                if (JsonPath.Find(document.RootElement, path) is var found && found != target.Fill(wanted))
                    return found is null
                        ? $"has no {path}, '{target.Fill(wanted)}' is expected."
                        : $"says {path} is '{found}', '{target.Fill(wanted)}' is expected.";
            return null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return "did not answer with JSON.";
        }
    }
}
