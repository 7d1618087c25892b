using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Text;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Connectors.Webhook;

/// <summary>Sends signed webhooks; follows no redirect, and whatever is not 2xx is a failure.</summary>
public sealed class WebhookSender(
    HttpClient http, WebhookSecret secret, TimeProvider clock, Mask? mask = null)
{
    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(15);

    public async Task<WebhookOutcome> Send(Webhook webhook, CancellationToken stop)
    {
        if (!Uri.TryCreate(webhook.Url, UriKind.Absolute, out var to) || to.Scheme is not ("http" or "https"))
            return new WebhookOutcome.Rejected("The webhook of this contact is no http or https address.");
        using var timeout = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            using var request = Request(mask is null ? webhook : webhook with { Body = mask.Json(webhook.Body) }, to);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Read(answer, to.Authority);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Later($"{to.Authority} took longer than {Limit.TotalSeconds:0} seconds.");
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException)
        {
            return Later($"{to.Authority} cannot be reached: {trouble.Message}");
        }
    }

    private HttpRequestMessage Request(Webhook webhook, Uri to)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = new StringContent(webhook.Body, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        request.Headers.Add("webhook-id", webhook.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", secret.Sign(webhook.Id, timestamp, webhook.Body));
        request.Headers.Add("user-agent", "Plimsoll");
        return request;
    }

    private WebhookOutcome Read(HttpResponseMessage answer, string host) => answer.StatusCode switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new WebhookOutcome.Sent(),
        HttpStatusCode.Gone => new WebhookOutcome.Rejected($"{host} answered 410: this webhook is gone for good."),
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
            Later($"{host} answered {(int)answer.StatusCode}; redirects are not followed, enter the final address."),
        var other => new WebhookOutcome.RetryLater($"{host} answered {(int)other}.", After(answer)),
    };

    private TimeSpan After(HttpResponseMessage answer)
    {
        var wait = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static WebhookOutcome Later(string reason) => new WebhookOutcome.RetryLater(reason, TimeSpan.Zero);
}
