using System.Globalization;

namespace Sync.Faults;

/// <summary>How long and how often: what every run can afford, or what the environment asks for.</summary>
internal static class Scale
{
    /// <summary>The number that a variable names.</summary>
    /// <param name="variable">E.g. <c>SYNC_TEST_FAULT_SECONDS</c>.</param>
    /// <param name="usual">Where it is not set.</param>
    public static int Of(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var asked) ? asked : usual;
}
