using Sync.Sandbox;

var options = SandboxOptions.Read(args, Environment.GetEnvironmentVariable);
await using var sandbox = await SandboxHost.Start(options);
Console.WriteLine(sandbox.Announcement);
await sandbox.WaitForShutdown();
