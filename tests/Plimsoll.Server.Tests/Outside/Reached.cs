namespace Plimsoll.Server.Tests.Outside;

/// <summary>Tests of the one house that is reached through nginx; it takes a while to build.</summary>
[CollectionDefinition]
public sealed class Reached : ICollectionFixture<ReachedHouse>;
