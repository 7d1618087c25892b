using Microsoft.Extensions.Time.Testing;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Tests.Repositories;

/// <summary>A source repository and the server's mirror of it.</summary>
public abstract class MirrorTest : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly Mirrors _mirrors;

    protected MirrorTest()
    {
        _mirrors = new Mirrors(_data.Path, Clock);
        Mirror = MirrorOf(Source.Path);
    }

    private protected TempRepository Source { get; } = new();

    private protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

    private protected Mirror Mirror { get; }

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected string DataFolder => _data.Path;

    private protected Mirror MirrorOf(string repository) => _mirrors.Of("shop", repository).Value!;

    private protected async Task<MirrorUpdate> Fetch()
    {
        var answer = await Mirror.Update(Stop);
        Assert.True(answer.Good, answer.Refusal?.Reason);
        return answer.Value;
    }

    private protected static void AssertRefused<T>(Found<T> answer, RefusalKind kind, params string[] words)
        where T : class
    {
        Assert.Equal(kind, answer.Refusal?.Kind);
        foreach (var word in words) Assert.Contains(word, answer.Refusal!.Reason, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _mirrors.Dispose();
        Source.Dispose();
        _data.Dispose();
        GC.SuppressFinalize(this);
    }
}
