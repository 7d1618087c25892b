using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Plimsoll.Core.Announcements;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Files.Masking;
using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.OnCall;

namespace Plimsoll.Server.Tests.Vault;

/// <summary>
/// Canaries through every place where text leaves. PLIMSOLL_CANARIES sets how many, PLIMSOLL_SEED the seed.
/// </summary>
public sealed class NoSecretLeaves(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Batch = 8;
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly int Size = Campaign.Number("PLIMSOLL_CANARIES", 40);
    private readonly List<Canary> _flock = Canary.Flock(Size, new Random(Campaign.Seed));
    private VaultHouse _house = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private T Of<T>() where T : class => _house.Services.GetRequiredService<T>();

    /// <summary>Texts of a few canaries each, as large as a person may write.</summary>
    private IEnumerable<string> Texts => _flock.Chunk(Batch).Select(few =>
        string.Join('\n', few.SelectMany(canary => canary.Written)));

    public async ValueTask InitializeAsync()
    {
        _house = await VaultHouse.Open();
        await _house.Describe("{}");
        foreach (var (number, canary) in _flock.Index()) await _house.Set($"C{number}", canary.Value);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Not_by_what_people_and_commands_write_into_an_incident_nor_by_an_export()
    {
        await _house.Post("incidents/declare", new DeclareBody("Checkout fails", "high", "shop"));
        foreach (var text in Texts)
        {
            await _house.Post("incidents/INC-1/note-action", new NoteBody(text));
            await _house.Post("incidents/INC-1/note-command", new CommandBody(AsLine(text), 1, text, "-1s"));
            await _house.Post("services/shop/staging/hold", new PlaceHoldBody(text));
        }

        Nothing("the incident's timeline", await _house.Get("incidents/INC-1"));
        Nothing("the service", await _house.Get("services/shop"));
        Nothing("the page", (await _house.Send(HttpMethod.Get, "incidents/INC-1")).Text);
        var export = await _house.Get("journal/export");
        Nothing("the export", export);
        Assert.True(export.Split("***").Length > Size, "the texts are there, masked");
        Assert.True(Plimsoll.Files.Journal.JournalFile.Verify(new StringReader(export)).Intact);
    }

    // A command line has at most 4,000 characters; it ends between two words.
    private static string AsLine(string text) =>
        text.Length <= 4000 ? text : text[..Math.Max(text.LastIndexOfAny([' ', '\n'], 3999), 1)];

    [Fact]
    public async Task Not_by_a_mail_its_subject_or_its_invitation()
    {
        foreach (var (number, text) in Texts.Index())
        {
            var invitation = new Invitation($"i{number}@plimsoll", 0, Noon, Noon, TimeSpan.FromMinutes(45), text, text,
                "", ["ada@example.org"], false);
            var row = new OutboxRow($"{number}/a/b", "invitation", ["ada@example.org"], text, text,
                new StreamName("incident/1"), Noon) { Calendar = invitation.Write() };
            Assert.IsType<Delivery.Sent>(await Of<MailDelivery>().Send(row, text, Stop));
        }

        var mails = _house.Mails();
        Nothing("mails", mails + mails.Replace("\r\n ", "", StringComparison.Ordinal));
        Assert.Contains("***", mails);
    }

    [Fact]
    public async Task Not_by_a_webhook()
    {
        foreach (var (number, text) in Texts.Index())
            Assert.IsType<WebhookOutcome.Sent>(await Of<WebhookSender>().Send(new Webhook(
                $"{number}/a/b", _house.Receiver.Url, System.Text.Json.JsonSerializer.Serialize(new { text })), Stop));

        Assert.Empty(_house.Receiver.Refused);
        Assert.NotEmpty(_house.Receiver.Taken);
        Nothing("webhooks", string.Concat(_house.Receiver.Taken.Select(taken => taken.Body)));
    }

    [Fact]
    public async Task Not_by_the_log_of_the_server_nor_its_exceptions()
    {
        var formatter = Of<ConsoleFormatter>();
        using var log = new StringWriter();
        foreach (var text in Texts)
            formatter.Write(new LogEntry<string>(
                LogLevel.Error, "Shop", default, text, new IOException(text, new IOException(text)), (said, _) => said),
                null, log);

        Nothing("the log", $"{log}");
        Assert.Contains("System.IO.IOException: raw ***", $"{log}");
        Assert.Single(_house.Services.GetServices<ILoggerProvider>());
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Not_by_what_a_mail_server_answered()
    {
        await Of<IJournal>().MoveCheckpoint("test", 1, [new OutboxRow(
            "k", "mail", ["ada@example.org"], "t", "x", new StreamName("incident/1"), Noon)], Stop);
        foreach (var text in Texts)
        {
            await Of<Outbox>().MarkFailed("k", text, Noon.AddYears(10), Stop);
            Nothing("the outbox", await _house.Get("outbox"));
        }
    }

    [Fact]
    public async Task Not_by_a_refusal_or_a_problem_for_programs_and_people()
    {
        foreach (var text in Texts)
        {
            await Refused(HttpMethod.Post, "api/v1/services/apply", new ApplyServices("plimsoll.yaml", $"name: |\n  {text.ReplaceLineEndings("\n  ")}"));
            await Refused(HttpMethod.Post, "api/v1/services/apply", new ApplyServices(text, text));
            await Refused(HttpMethod.Post, "api/v1/incidents/INC-9/note-action", new NoteBody(text));
            await Refused(HttpMethod.Post, "api/v1/incidents/declare", new DeclareBody(text, text, text));
        }
        foreach (var canary in _flock.Where(c => !c.Value.Contains('\n', StringComparison.Ordinal)).Take(200))
        {
            var escaped = Uri.EscapeDataString(canary.Value);
            await Refused(HttpMethod.Get, $"api/v1/services/{escaped}");
            await Refused(HttpMethod.Get, $"api/v1/deployments/{escaped}");
            await Refused(HttpMethod.Get, $"api/v1/nowhere/{escaped}");
            await Refused(HttpMethod.Get, $"nowhere/{escaped}");
        }
    }

    [Fact]
    public async Task Not_by_the_log_of_a_deployment()
    {
        var file = _house.Shell.File("output", string.Join('\n', _flock.SelectMany(canary => canary.Written)) + "\n");
        await _house.Describe("{}", before: $"cat {file}; cat {file} >&2", smoke: $"head -c 3000 {file}; exit 1");
        await _house.Release();

        var run = await _house.Deploy("d1");

        Assert.Equal(DeploymentStatus.Failed, run.Status);
        var log = new StringBuilder();
        for (var next = ""; ;)
        {
            var page = System.Text.Json.JsonSerializer.Deserialize<LogPage>(
                await _house.Get($"deployments/d1/log{next}"), System.Text.Json.JsonSerializerOptions.Web)!;
            if (page.Lines.IsEmpty) break;
            foreach (var line in page.Lines) log.AppendLine(line.Text);
            next = $"?after={Uri.EscapeDataString(page.Next)}";
        }
        Assert.True($"{log}".Split("***").Length > Size * 10, "all of it is there, masked");
        Nothing("the log", $"{log}");
        Nothing("the raw log", (await _house.Send(HttpMethod.Get, "deployments/d1/raw")).Text);
        Nothing("the deployment", await _house.Get("deployments/d1"));
        Nothing("the page", (await _house.Send(HttpMethod.Get, "deployments/d1")).Text);
    }

    [Fact]
    public void Not_where_pieces_of_output_are_cut()
    {
        var random = new Random(Campaign.Seed);
        var known = new KnownForms(_flock.Select(canary => canary.Value));
        var raw = Encoding.UTF8.GetBytes(string.Join('\n', _flock.SelectMany(canary => canary.Written)));
        var (masker, text) = (new Masker(known), new MemoryStream());
        for (var at = 0; at < raw.Length;)
        {
            var piece = Math.Min(1 + random.Next(60), raw.Length - at);
            masker.Take(raw.AsSpan(at, piece), (bytes, hidden) => { if (!hidden) text.Write(bytes); });
            at += piece;
        }
        masker.Break((bytes, hidden) => { if (!hidden) text.Write(bytes); });

        Nothing("the pieces", Encoding.UTF8.GetString(text.ToArray()));
    }

    private async Task Refused(HttpMethod method, string path, object? body = null)
    {
        var (status, text) = await _house.Send(method, path, body);
        Assert.InRange(status, 400, 499);
        Nothing($"{path} answered {status}", text);
    }

    private void Nothing(string where, string text)
    {
        // As it is, and as a reader of JSON or HTML sees it.
        string[] read = [text, System.Net.WebUtility.HtmlDecode(text), Unescaped(text)];
        var found = _flock.SelectMany(c => c.Telling).Where(form => form.Length >= 8)
            .FirstOrDefault(form => read.Any(r => r.Contains(form, StringComparison.Ordinal)));
        Assert.True(found is null, $"seed {Campaign.Seed}: {where} tells {found}");
        output.WriteLine($"{Size} canaries: 0 found in {text.Length} characters of {where}");
    }

    private static string Unescaped(string text)
    {
        try
        {
            return System.Text.RegularExpressions.Regex.Unescape(text.Replace("\\/", "/", StringComparison.Ordinal));
        }
        catch (System.Text.RegularExpressions.RegexParseException)
        {
            return text;
        }
    }
}
