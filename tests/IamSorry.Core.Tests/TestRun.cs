using NUnit.Framework;

// an instance for every test, so that what SetUp makes is its own; who must be alone says NonParallelizable
[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]

// more than there are processors, because most wait for a socket or a file
[assembly: LevelOfParallelism(4)]
