using Sync.Deploy.Commands;

return args.FirstOrDefault() switch
{
    "sync" => await Cli.Run(ct => ProgramCommand.Sync(args[1..], ct)),
    "bench" => await Cli.Run(ct => ProgramCommand.Bench(args[1..], ct)),
    _ => await Cli.Run(
        [UpCommand.Create(), DownCommand.Create(), DemoCommand.Create(), TestCommand.Create(), SuperviseCommand.Create()], args),
};
