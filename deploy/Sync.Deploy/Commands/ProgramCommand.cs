using Sync.Deploy.Building;
using Sync.Deploy.Processes;
using Sync.Deploy.Running;

namespace Sync.Deploy.Commands;

/// <summary>Programs of the tree that read their arguments themselves: they are built if need be, and get the terminal.</summary>
public static class ProgramCommand
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    // The benchmarks take down the stack that they have started.
    private static readonly TimeSpan GraceOfBench = TimeSpan.FromSeconds(150);

    /// <summary>
    /// The command line <c>sync</c>, pointed at the console that <c>deploy/up</c> has started unless the environment names another. It checks
    /// the policy file with what the services get for it, whether they are up or not.
    /// </summary>
    public static Task<int> Sync(string[] arguments, CancellationToken ct)
    {
        var workplace = Workplace.Find();
        var endpoints = Endpoints.Read(workplace);
        var variables = ServiceEnvironment.OfPolicy(
            Secrets.Load(workplace.SecretsFile), endpoints?.Sandbox ?? StackPlan.UsualSandbox, endpoints?.Ingress ?? StackPlan.UsualIngress);
        variables["SYNC_CONSOLE"] = Given("SYNC_CONSOLE") ?? endpoints?.Console;
        variables["SYNC_TOKEN"] = Given("SYNC_TOKEN") ?? endpoints?.OperatorToken;
        return Run(workplace, Path.Combine("services", "Sync.Cli"), arguments, variables, Grace, ct);
    }

    public static Task<int> Bench(string[] arguments, CancellationToken ct) =>
        Run(Workplace.Find(), Path.Combine("tests", "Sync.Benchmarks"), arguments, new Dictionary<string, string?>(), GraceOfBench, ct);

    private static async Task<int> Run(
        Workplace workplace, string folder, string[] arguments, Dictionary<string, string?> variables, TimeSpan grace,
        CancellationToken ct)
    {
        var project = Path.Combine(workplace.Root, folder, Path.GetFileName(folder) + ".csproj");
        if (!File.Exists(project))
            throw new DeployException($"{project} does not exist.");
        // Progress goes to the error stream: the program's own output may be read by another.
        var programs = await new Publisher(workplace, new Say(Console.Error)).Publish([project], ct);
        variables["SYNC_ROOT"] = workplace.Root;
        return await Tool.RunHere("dotnet", [programs[Path.GetFileName(folder)], .. arguments], variables, grace, ct);
    }

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
