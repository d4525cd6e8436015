using Sync.Console.Tests.Browser;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]
