using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Server.Hosting;

/// <summary>The certificate this server shows; read again when its file changes, so that a renewal needs no restart.</summary>
/// <remarks>A file that is no good any more is told to the log, and the one before goes on.</remarks>
public sealed partial class OwnCertificate
{
    private readonly Lock _turn = new();
    private readonly OutsideSettings _from;
    private readonly string _host;
    private readonly TimeProvider _machineTime;
    private SslStreamCertificateContext _now;
    private string _stamp;

    /// <exception cref="SettingsInvalid">It cannot be shown to anybody.</exception>
    public OwnCertificate(OutsideSettings from, string url, TimeProvider machineTime)
    {
        (_from, _host, _machineTime) = (from, new Uri(url).Host, machineTime);
        _stamp = Stamp();
        _now = Load();
    }

    /// <summary>Told when a changed file is no good.</summary>
    public ILogger? Log { get; set; }

    public SslStreamCertificateContext Now
    {
        get
        {
            lock (_turn)
            {
                if (Stamp() is var stamp && stamp != _stamp) Renew(stamp);
                return _now;
            }
        }
    }

    private void Renew(string stamp)
    {
        _stamp = stamp;
        try
        {
            _now = Load();
        }
        catch (SettingsInvalid problem)
        {
            if (Log is { } log) LogKept(log, problem.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "The certificate before is kept. {Why}")]
    private static partial void LogKept(ILogger log, string why);

    private SslStreamCertificateContext Load()
    {
        try
        {
            var (own, chain) = IsPfx ? FromPfx() : FromPem();
            if (Objection(own) is { } objection) throw new SettingsInvalid(objection);
            return SslStreamCertificateContext.Create(own, chain, offline: true);
        }
        catch (Exception unread) when (unread is CryptographicException or ArgumentException)
        {
            throw new SettingsInvalid(
                $"--certificate {_from.Certificate} cannot be used: {unread.Message} It is a PEM with its key beside it "
                + "(--certificate-key), or a PFX; a password goes into PLIMSOLL_CERTIFICATE_PASSWORD.");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new SettingsInvalid($"--certificate cannot be read: {unread.Message}");
        }
    }

    private bool IsPfx => Path.GetExtension(_from.Certificate).ToLowerInvariant() is ".pfx" or ".p12";

    private string KeyFile => _from.CertificateKey != "" ? _from.CertificateKey : _from.Certificate;

    private string? Objection(X509Certificate2 own)
    {
        var now = _machineTime.GetUtcNow().UtcDateTime;
        return !own.HasPrivateKey ? $"--certificate {_from.Certificate} has no private key; add --certificate-key FILE."
            : own.NotAfter.ToUniversalTime() <= now
                ? $"--certificate {_from.Certificate} expired on {own.NotAfter.ToUniversalTime():yyyy-MM-dd}; renew it."
            : own.NotBefore.ToUniversalTime() > now
                ? $"--certificate {_from.Certificate} is good from {own.NotBefore.ToUniversalTime():yyyy-MM-dd} on, not yet."
            : !own.MatchesHostname(_host)
                ? $"--certificate {_from.Certificate} is not for {_host}, which --url names; every browser would warn."
            : null;
    }

    private (X509Certificate2, X509Certificate2Collection) FromPfx()
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(_from.Certificate, _from.CertificatePassword);
        return (all.FirstOrDefault(c => c.HasPrivateKey) ?? all[0], all);
    }

    private (X509Certificate2, X509Certificate2Collection) FromPem()
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(_from.Certificate);
        return (_from.CertificatePassword == ""
            ? X509Certificate2.CreateFromPemFile(_from.Certificate, KeyFile)
            : X509Certificate2.CreateFromEncryptedPemFile(_from.Certificate, _from.CertificatePassword, KeyFile), all);
    }

    private string Stamp() => string.Join(' ', ((string[])[_from.Certificate, KeyFile]).Select(file =>
        new FileInfo(file) is { Exists: true } found ? $"{found.LastWriteTimeUtc.Ticks}/{found.Length}" : "none"));
}
