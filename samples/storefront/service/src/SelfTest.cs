using System.Diagnostics;
using System.Xml.Linq;

namespace Storefront;

/// <summary>The service's own checks, written out as JUnit XML.</summary>
public static class SelfTest
{
    const string Sample = """
        {"products":[{"id":"cup","name":"Cup & saucer","price":905,"text":"Holds 0.2 l."}]}
        """;

    static readonly (string Name, Action Check)[] Checks =
    [
        ("A_price_shows_euros_and_two_digits_of_cents", () => Same("9.05 €", Prices.Text(905))),
        ("A_catalogue_is_read_by_name", () => Same("Cup & saucer", Catalogue.Read(Sample).Products[0].Name)),
        ("An_unknown_product_is_not_found", () => Same(null, Catalogue.Read(Sample).Find("pot"))),
        ("A_product_without_a_price_is_refused", () => Throws(() =>
            Catalogue.Read("""{"products":[{"id":"cup","name":"Cup","text":""}]}"""))),
        ("Names_are_escaped_on_pages", () => Holds(Pages.Home(Catalogue.Read(Sample)), "Cup &amp; saucer")),
        ("The_page_of_a_product_shows_its_price", () => Holds(Pages.Of(Cup), "9.05")),
        ("The_fault_switch_fails_its_share", () => Same(30, Strikes(percent: 30, requests: 100))),
        ("The_fault_switch_is_off_at_first", () => Same(0, Strikes(percent: 0, requests: 100))),
        ("Errors_are_counted_apart", () => Holds(Counted(), "storefront_errors_total 1\n")),
        ("A_missing_catalogue_does_not_stop_the_service", () => Shop.Open("/nowhere")),
    ];

    static Product Cup => Catalogue.Read(Sample).Products[0];

    public static int Run(string junit)
    {
        var cases = Checks.Select(Case).ToList();
        var failed = cases.Count(test => test.HasElements);
        using var file = File.CreateText(junit);
        new XDocument(new XElement("testsuites", new XElement("testsuite",
            new XAttribute("name", "storefront"), new XAttribute("tests", cases.Count),
            new XAttribute("failures", failed), new XAttribute("errors", 0), new XAttribute("skipped", 0),
            cases))).Save(file);
        Console.WriteLine($"{cases.Count} checks, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    static XElement Case((string Name, Action Check) test)
    {
        var started = Stopwatch.GetTimestamp();
        var failure = Try(test.Check);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new("testcase", new XAttribute("classname", "Storefront.SelfTest"), new XAttribute("name", test.Name),
            new XAttribute("time", seconds.ToString("0.000000")),
            failure is null ? null : new XElement("failure", new XAttribute("message", failure.Message), $"{failure}"));
    }

    static Exception? Try(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    static int Strikes(int percent, int requests)
    {
        var faults = new FaultSwitch { Percent = percent };
        return Enumerable.Range(0, requests).Count(_ => faults.Strikes());
    }

    static string Counted()
    {
        var counters = new Counters();
        counters.Count(TimeSpan.FromMilliseconds(1), failed: false);
        counters.Count(TimeSpan.FromMilliseconds(1), failed: true);
        return counters.Page();
    }

    static void Same<T>(T expected, T actual)
    {
        if (!Equals(expected, actual))
            throw new InvalidOperationException($"Expected {expected}, was {actual}.");
    }

    static void Holds(string text, string part)
    {
        if (!text.Contains(part, StringComparison.Ordinal))
            throw new InvalidOperationException($"Expected to find {part} in: {text}");
    }

    static void Throws(Action act)
    {
        if (Try(act) is null)
            throw new InvalidOperationException("Expected an exception.");
    }
}
