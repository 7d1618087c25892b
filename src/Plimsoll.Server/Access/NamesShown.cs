using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.Features;

namespace Plimsoll.Server.Access;

/// <summary>Where ids become names: pages and answers say who it was, facts and exports do not.</summary>
/// <remarks>
/// One place for all of them, so that no page can forget it and nothing of a person lies in a fact, a sentence of
/// Core or a cache. Streams and files go through untouched.
/// </remarks>
public sealed class NamesShown(RequestDelegate next, Roster roster)
{
    public async Task Invoke(HttpContext http)
    {
        if (!roster.HasAccounts || http.Features.Get<IHttpResponseBodyFeature>() is not { } before)
        {
            await next(http);
            return;
        }

        using var held = new HeldAnswer(http.Response, before.Stream);
        var body = new StreamResponseBodyFeature(held, before);
        http.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(http);
            await body.Writer.FlushAsync(http.RequestAborted);
            if (held.Text is { } text) await Send(http, before, text);
        }
        finally
        {
            http.Features.Set(before);
        }
    }

    private async Task Send(HttpContext http, IHttpResponseBodyFeature body, string text)
    {
        var json = http.Response.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;
        TextEncoder encoder = json ? JavaScriptEncoder.Default : HtmlEncoder.Default;
        var bytes = Encoding.UTF8.GetBytes(roster.Show(text, encoder.Encode));
        http.Response.ContentLength = bytes.Length;
        await body.Stream.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>Holds a page or a JSON answer back until it is whole; passes on everything else.</summary>
    private sealed class HeldAnswer(HttpResponse response, Stream through) : Stream
    {
        private static readonly string[] Held = ["text/html", "application/json", "application/problem+json"];
        private MemoryStream? _held;
        private bool _decided;

        public string? Text => _held is null ? null : Encoding.UTF8.GetString(_held.ToArray());

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken stop) =>
            (_decided || response.ContentType is not null) && Target() == through ? through.FlushAsync(stop) : Task.CompletedTask;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken stop = default) =>
            Target().WriteAsync(buffer, stop);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken stop) =>
            Target().WriteAsync(buffer, offset, count, stop);

        public override void Write(byte[] buffer, int offset, int count) => Target().Write(buffer, offset, count);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _held?.Dispose();
            base.Dispose(disposing);
        }

        private Stream Target()
        {
            if (!_decided)
            {
                _decided = true;
                var type = response.ContentType ?? "";
                if (Held.Any(t => type.StartsWith(t, StringComparison.OrdinalIgnoreCase))) _held = new MemoryStream();
            }

            return _held ?? through;
        }
    }
}
