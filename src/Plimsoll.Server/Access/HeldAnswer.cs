using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Plimsoll.Server.Access;

/// <summary>Holds an answer of some kinds back until it is whole; passes on everything else.</summary>
internal sealed class HeldAnswer(HttpResponse response, Stream through, string[] kinds) : Stream
{
    private MemoryStream? _held;
    private bool _decided;

    /// <summary>Lets a request be answered, and changes the text of what is held before it leaves.</summary>
    public static async Task Change(HttpContext http, RequestDelegate next, Func<string, string> change, params string[] kinds)
    {
        if (http.Features.Get<IHttpResponseBodyFeature>() is not { } before)
        {
            await next(http);
            return;
        }

        using var held = new HeldAnswer(http.Response, before.Stream, kinds);
        var body = new StreamResponseBodyFeature(held, before);
        http.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(http);
            await body.Writer.FlushAsync(http.RequestAborted);
            if (held.Text is not { } text) return;
            var bytes = Encoding.UTF8.GetBytes(change(text));
            http.Response.ContentLength = bytes.Length;
            await before.Stream.WriteAsync(bytes, http.RequestAborted);
        }
        finally
        {
            http.Features.Set(before);
        }
    }

    private string? Text => _held is null ? null : Encoding.UTF8.GetString(_held.ToArray());

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
            if (kinds.Any(t => type.StartsWith(t, StringComparison.OrdinalIgnoreCase))) _held = new MemoryStream();
        }

        return _held ?? through;
    }
}
