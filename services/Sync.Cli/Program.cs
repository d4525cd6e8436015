using Sync.Cli;

return await CommandLine.Run(args, World.OfThisProcess());
