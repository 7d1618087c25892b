using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Site;

/// <summary>The few files every page uses, read from the assembly once, hashed, and compressed when the first browser asks.</summary>
public sealed record SiteFile(string Name, string Type, byte[] Bytes, string ETag)
{
    private readonly Lazy<byte[]> _brotli = new(() => Pack(Bytes, to => new BrotliStream(to, CompressionLevel.SmallestSize)));
    private readonly Lazy<byte[]> _gzip = new(() => Pack(Bytes, to => new GZipStream(to, CompressionLevel.SmallestSize)));

    public byte[] Brotli => _brotli.Value;

    public byte[] Gzip => _gzip.Value;

    /// <summary>The address that changes with the content, so that it may be kept for ever.</summary>
    public string Url => $"/{Name}?v={ETag.Trim('"')}";

    private static byte[] Pack(byte[] bytes, Func<Stream, Stream> packer)
    {
        using var packed = new MemoryStream();
        using (var stream = packer(packed))
            stream.Write(bytes);
        return packed.ToArray();
    }
}

public static class SiteFiles
{
    private const string Folder = "wwwroot/";
    private static readonly FrozenDictionary<string, SiteFile> Files = Load();

    public static IEnumerable<SiteFile> All => Files.Values;

    public static SiteFile Of(string name) => Files[name];

    public static void MapSiteFiles(this IEndpointRouteBuilder app)
    {
        foreach (var file in All)
            app.MapMethods("/" + file.Name, ["GET", "HEAD"], (HttpContext http) => Send(http, file))
                .AllowAnonymous().FromOutside();
    }

    /// <summary>Whether who asks has the very bytes of this tag already.</summary>
    internal static bool Has(this HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(tag);

    private static async Task Send(HttpContext http, SiteFile file)
    {
        var (request, response) = (http.Request, http.Response);
        response.Headers.ETag = file.ETag;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl =
            request.Query["v"] == file.ETag.Trim('"') ? "public, max-age=31536000, immutable" : "no-cache";
        if (request.Has(file.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (encoding, bytes) = Encoded(request.Headers.AcceptEncoding.ToString(), file);
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;
        response.ContentType = file.Type;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static (string? Encoding, byte[] Bytes) Encoded(string accepted, SiteFile file) =>
        accepted.Contains("br", StringComparison.Ordinal) ? ("br", file.Brotli)
        : accepted.Contains("gzip", StringComparison.Ordinal) ? ("gzip", file.Gzip)
        : (null, file.Bytes);

    private static FrozenDictionary<string, SiteFile> Load()
    {
        var assembly = typeof(SiteFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Select(n => Read(n[Folder.Length..], assembly.GetManifestResourceStream(n) ?? Stream.Null))
            .ToFrozenDictionary(a => a.Name);
    }

    private static SiteFile Read(string name, Stream stream)
    {
        using var copy = new MemoryStream();
        using (stream)
            stream.CopyTo(copy);
        var bytes = copy.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        return new SiteFile(name, TypeOf(name), bytes, $"\"{hash}\"");
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
