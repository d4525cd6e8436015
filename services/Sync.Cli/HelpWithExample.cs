using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Sync.Cli;

/// <summary>Prints the usual help and, below it, how the command is used in practice.</summary>
internal sealed class HelpWithExample(HelpAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExampleCommand command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Example:");
            output.WriteLine($"  {command.Example}");
            output.WriteLine();
        }

        return code;
    }
}
