using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Plimsoll.Server.Hosting;

/// <summary>Listens beyond loopback where the settings say so: over TLS, or for the proxy in front.</summary>
internal static class Listening
{
    public static void ListenOutside(this WebApplicationBuilder builder, OutsideSettings outside, OwnCertificate? certificate)
    {
        if (certificate is not null) builder.Services.AddSingleton(certificate);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var place in outside.Listen)
                kestrel.Listen(place, listen => Protect(listen, certificate));
            if (outside.RedirectFrom is { } plain) kestrel.Listen(plain);
        });
    }

    private static void Protect(ListenOptions listen, OwnCertificate? certificate)
    {
        if (certificate is null) return;
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate.Now,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            }),
        });
    }
}
