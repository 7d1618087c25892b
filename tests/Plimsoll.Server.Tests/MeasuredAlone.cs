namespace Plimsoll.Server.Tests;

/// <summary>What is a figure of the whole process, memory or a time to wait, is taken while no other test runs.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class MeasuredAlone;
