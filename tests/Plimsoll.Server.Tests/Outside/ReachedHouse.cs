using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Access;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.OnCall;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>A house in which things happened, with people who sign in, behind a real nginx under a path.</summary>
public sealed partial class ReachedHouse : IAsyncLifetime
{
    public const string Prefix = "/plimsoll";
    public const string Mail = "root@example.test";
    public const string Password = "correct horse battery";
    private readonly Authority _authority = new();
    private readonly Nginx _nginx = new();
    private LiveHouse _house = null!;

    public string Url => $"https://localhost:{_nginx.Port}{Prefix}";

    public LiveHouse House => _house;

    public string CaFile => _authority.CaFile;

    public IServiceProvider Services => _house.Services;

    public async ValueTask InitializeAsync()
    {
        _house = await LiveHouse.Open();
        await _house.Adopt("shop", "Shop", "ask");
        await _house.Prepare("shop", "1.1.0");
        await _house.SignOff("shop", "1.1.0");
        await _house.Ship("shop", "1.1.0");
        await _house.Until("shop-1.1.0-1-production", "succeeded");
        await _house.Create("shop", "1.2.0");
        await _house.Do("Ada", "incidents/declare",
            new { title = "Checkout \" href=\"/x fails", severity = "high", service = "shop" });
        var joined = await Services.GetRequiredService<Accounts>()
            .AppointFirst("Root", Mail, Password, CancellationToken.None);
        Assert.IsType<Engine.Answer.Accepted>(joined);
        await _nginx.Start("localhost", _house.Address.Port, _authority.Issue("localhost"));
        await _house.Restart(settings => settings with
        {
            Url = Url, Outside = OutsideSettings.None with { Behind = [IPNetwork.Parse("127.0.0.1/32")] },
        });
    }

    /// <summary>A browser's network side on another machine; it trusts the company's authority and nobody else.</summary>
    public HttpClient Visitor(CookieContainer? cookies = null)
    {
        var trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        trust.CustomTrustStore.ImportFromPemFile(CaFile);
        var client = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = cookies ?? new(), AllowAutoRedirect = false, UseProxy = false,
            SslOptions = { CertificateChainPolicy = trust },
        }) { BaseAddress = new Uri(Url + "/") };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    public async Task<HttpClient> SignedIn(CookieContainer? cookies = null)
    {
        var visitor = Visitor(cookies);
        var page = await visitor.GetStringAsync("sign-in");
        var answer = await Send(visitor, page, "sign-in", ("email", Mail), ("password", Password), ("to", "/releases"));
        Assert.Equal($"{Prefix}/releases", answer.Headers.Location?.OriginalString);
        return visitor;
    }

    /// <summary>A form of a page, sent as a browser does.</summary>
    public static async Task<HttpResponseMessage> Send(
        HttpClient visitor, string page, string to, params (string, string)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to);
        request.Headers.Add("Origin", visitor.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Content = new FormUrlEncodedContent(fields.Append(("formKey", FormKey().Match(page).Groups[1].Value))
            .Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await visitor.SendAsync(request);
    }

    /// <summary>Somebody is paged; the answer is the link of their message.</summary>
    public async Task<string> Paged(string id, string person)
    {
        var answer = await _house.Desk.Send(Core.OnCall.Page.StreamOf(id),
            new TriggerPage(id, Incident.StreamOf("INC-1"), "shop", "Checkout fails", "Look.", Severity.High,
                [new Core.Catalog.Contact(person, "ada@example.test", null)]),
            "system:test", CancellationToken.None);
        Assert.IsType<Engine.Answer.Accepted>(answer);
        return Services.GetRequiredService<AcknowledgeLinks>().Of(id, person);
    }

    public async ValueTask DisposeAsync()
    {
        await _nginx.DisposeAsync();
        if (_house is not null) await _house.DisposeAsync();
        _authority.Dispose();
    }

    [GeneratedRegex("name=\"formKey\" value=\"([^\"]+)\"")]
    internal static partial Regex FormKey();
}
