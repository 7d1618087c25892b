using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>A company's own certificate authority, and what it signs.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset Always = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset ForEver = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _own;

    public Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=A company's own authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _own = request.CreateSelfSigned(Always, ForEver);
        File.WriteAllText(CaFile, _own.ExportCertificatePem());
    }

    public string CaFile => _folder.At("ca.pem");

    public string At(string file) => _folder.At(file);

    /// <summary>A certificate and its key, as files.</summary>
    public Issued Issue(string host, string name = "own", DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(_own, from ?? Always, until ?? ForEver, RandomNumberGenerator.GetBytes(12));
        using var whole = signed.CopyWithPrivateKey(key);
        var issued = new Issued(_folder.At($"{name}.pem"), _folder.At($"{name}.key"), signed.SerialNumber);
        File.WriteAllText(issued.Certificate, signed.ExportCertificatePem());
        File.WriteAllText(issued.Key, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(_folder.At($"{name}.pfx"), whole.Export(X509ContentType.Pfx, "a password"));
        return issued;
    }

    public bool Signed(X509Certificate2 shown, X509Chain chain)
    {
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_own);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    }

    public void Dispose()
    {
        _own.Dispose();
        _folder.Dispose();
    }
}

internal sealed record Issued(string Certificate, string Key, string Serial);
