using Sync.Benchmarks;

return await CommandLine.Run(args);
