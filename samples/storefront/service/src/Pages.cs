using System.Text.Encodings.Web;

namespace Storefront;

/// <summary>The shop's pages.</summary>
public static class Pages
{
    public static string Home(Catalogue catalogue) => Page("Storefront", $"""
        <h1>Storefront</h1>
        <ul>{string.Concat(catalogue.Products.Select(Card))}</ul>
        """);

    public static string Of(Product product) => Page(product.Name, $"""
        <h1>{Safe(product.Name)}</h1>
        <p>{Safe(product.Text)}</p>
        <p><b>{Prices.Text(Prices.Of(product))}</b></p>
        """);

    public static string Fault(FaultSwitch faults) => Page("Fault switch", $"""
        <h1>Fault switch</h1>
        <p>{faults.Percent} % of the requests to this instance fail now. A restart sets it back to 0.</p>
        <form method="post"><label>Percent <input name="percent" type="number" min="0" max="100"
        value="{faults.Percent}" required></label> <button>Set</button></form>
        """);

    public static string Sorry(string sentence) => Page("Sorry", $"<h1>Sorry</h1><p>{Safe(sentence)}</p>");

    public static string Safe(string text) => HtmlEncoder.Default.Encode(text);

    static string Card(Product product) => $"""
        <li><a href="/product/{Safe(product.Id)}">{Safe(product.Name)}</a>
        <b>{Prices.Text(Prices.Of(product))}</b></li>
        """;

    static string Page(string title, string body) => $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>{{Safe(title)}}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;
        padding:0 1rem}ul{list-style:none;padding:0}li{display:flex;justify-content:space-between;gap:1rem;
        padding:.6rem 0;border-bottom:1px solid #8884}footer{margin-top:3rem;font-size:.85rem}</style></head>
        <body><nav><a href="/">Shop</a></nav><main>{{body}}</main>
        <footer>Storefront {{Release.Version}} · <a href="/health">health</a> · <a href="/metrics">metrics</a> ·
        <a href="/fault">fault switch</a></footer></body></html>
        """;
}
