using Sync.Sandbox;

var options = SandboxOptions.Read(args, Environment.GetEnvironmentVariable) with { IdsFrom = SandboxOptions.IdsAt(DateTimeOffset.UtcNow) };
await using var sandbox = await SandboxHost.Start(options);
Console.WriteLine(sandbox.Announcement);
await sandbox.WaitForShutdown();
