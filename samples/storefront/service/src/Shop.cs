using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Storefront;

/// <summary>The web service: its addresses and what is counted.</summary>
public sealed class Shop(Catalogue catalogue, string? trouble)
{
    static readonly string[] Uncounted = ["/version", "/health", "/metrics", "/fault"];
    readonly Counters counters = new();
    readonly FaultSwitch faults = new();

    public static async Task<int> Serve()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port()));
        var app = builder.Build();
        app.Use(NameProcess);
        Open(Environment.GetEnvironmentVariable("DATA") ?? "data").Map(app);
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    /// <summary>Without a readable catalogue the service still starts and says so on /health.</summary>
    public static Shop Open(string data)
    {
        try
        {
            return new(Catalogue.Read(File.ReadAllText(Path.Combine(data, "catalogue.json"))), null);
        }
        catch (Exception failure) when (failure is IOException or System.Text.Json.JsonException)
        {
            return new(Catalogue.Empty, $"The catalogue cannot be read: {failure.Message}");
        }
    }

    public void Map(WebApplication app)
    {
        app.Use(Count);
        app.MapGet("/", () => Html(Pages.Home(catalogue)));
        app.MapGet("/product/{id}", (string id) =>
            catalogue.Find(id) is { } product ? Html(Pages.Of(product)) : Html(Pages.Sorry("No such product."), 404));
        app.MapGet("/api/products", () => Results.Text(catalogue.ToJson(), "application/json"));
        app.MapGet("/version", () => Results.Json(new { version = Release.Version, commit = Release.Commit }));
        app.MapGet("/health", () => trouble is null
            ? Results.Json(new { status = "ok", products = catalogue.Products.Count })
            : Results.Json(new { status = "unhealthy", reason = trouble }, statusCode: 503));
        app.MapGet("/metrics", () => Results.Text(counters.Page(), "text/plain; version=0.0.4"));
        app.MapGet("/fault", () => Html(Pages.Fault(faults)));
        app.MapPost("/fault", SetFault);
    }

    async Task Count(HttpContext context, RequestDelegate next)
    {
        if (Uncounted.Contains(context.Request.Path.Value))
        {
            await next(context);
            return;
        }
        var started = Stopwatch.GetTimestamp();
        await Answer(context, next);
        counters.Count(Stopwatch.GetElapsedTime(started), context.Response.StatusCode >= 500);
    }

    async Task Answer(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (faults.Strikes())
                throw new InvalidOperationException("The fault switch is on.");
            await next(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            Console.Error.WriteLine($"{context.Request.Path}: {failure.GetType().Name}: {failure.Message}");
            await Html(Pages.Sorry("This did not work. We are on it."), 500).ExecuteAsync(context);
        }
    }

    async Task<IResult> SetFault(HttpRequest request)
    {
        // A page of another site may not switch faults on.
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"http://{request.Host}")
            return Results.StatusCode(403);
        var form = await request.ReadFormAsync();
        if (!int.TryParse(form["percent"], out var percent))
            return Html(Pages.Sorry("Percent is a number from 0 to 100."), 400);
        faults.Percent = percent;
        return Results.Redirect("/fault", permanent: false);
    }

    public static IResult Html(string page, int status = 200) =>
        Results.Content(page, "text/html; charset=utf-8", null, status);

    /// <summary>Tells this process from another one of the same version that has the port.</summary>
    static Task NameProcess(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers["Storefront-Process"] = $"{Environment.ProcessId}";
        return next(context);
    }

    static int Port() => int.TryParse(Environment.GetEnvironmentVariable("PORT"), out var port)
        ? port
        : throw new InvalidOperationException("PORT must be the number of a free port.");
}
