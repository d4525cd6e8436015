using System.Collections.Frozen;

namespace Sync.Policy.Normalising;

/// <summary>The numbering plans of the world, from <c>numbering-plans.txt</c>.</summary>
internal static class NumberingPlans
{
    private const int LongestCallingCode = 3;

    private static readonly NumberingPlan[] All = [.. DataFile.Lines("numbering-plans.txt").Select(NumberingPlan.Read)];

    // 001 stands for what is no country, such as satellites.
    private static readonly FrozenDictionary<string, NumberingPlan> ByRegion = All
        .Where(plan => plan.Region != "001")
        .ToFrozenDictionary(plan => plan.Region, StringComparer.OrdinalIgnoreCase);

    // In the file's order: the main region of a code comes first.
    private static readonly FrozenDictionary<string, NumberingPlan[]> ByCode = All
        .GroupBy(plan => plan.CallingCode)
        .ToFrozenDictionary(plans => plans.Key, plans => plans.ToArray());

    public static NumberingPlan? Of(string? region) => region is null ? null : ByRegion.GetValueOrDefault(region.Trim());

    /// <summary>The plans of the calling code that the digits begin with, main region first; null if there is no such code.</summary>
    public static NumberingPlan[]? Called(string digits)
    {
        for (var length = 1; length <= Math.Min(LongestCallingCode, digits.Length); length++)
        {
            if (ByCode.TryGetValue(digits[..length], out var plans))
            {
                return plans;
            }
        }

        return null;
    }

    /// <summary>The number exists in one of the regions that share its calling code.</summary>
    public static bool Have(NumberingPlan[] plans, string number) =>
        plans.Length == 1
            ? plans[0].Has(number)
            : plans.FirstOrDefault(plan => plan.Claims(number) ?? plan.Has(number))?.Has(number) ?? false;
}
