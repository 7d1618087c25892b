using Plimsoll.Server.Tests;
using Plimsoll.Server.Tests.Drivers.Ssh;
using Plimsoll.Server.Tests.Nodes;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Plimsoll.Server.Tests;

/// <summary>What takes minutes is begun first: at the end nothing runs alone while the other threads wait.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
        [nameof(TakingOver), nameof(TheTourOfFailover), nameof(NetworkCampaign)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => Long.Any(name => IsOf(collection, name)))];

    private static bool IsOf(ITestCollection collection, string name) =>
        collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal)
        || collection.TestCollectionDisplayName.EndsWith($".{name}", StringComparison.Ordinal);
}
