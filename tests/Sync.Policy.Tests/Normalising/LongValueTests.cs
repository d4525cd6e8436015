using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

/// <summary>A field may hold whatever fits into a webhook; nobody can keep a stage busy with one.</summary>
public sealed class LongValueTests
{
    private const int Length = 30_000;

    /// <summary>What grows with the length takes milliseconds; with its square, far longer.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);

    private static readonly string[] Fillings =
    [
        " ", "1", "1,", "1 ", "11,", "111.", "||", "|", "| ", ";", "a", "a.", "a@", "ä", "ä.", "+", "-", "/", "\u0301",
        "a\u0301\u0323", "[", "[\"", "de ", "\uD800",
    ];

    public static TheoryData<FieldType> Types => [.. Enum.GetValues<FieldType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_long_value_costs_little(FieldType type)
    {
        foreach (var filling in Fillings)
        {
            var filled = string.Concat(Enumerable.Repeat(filling, Length / filling.Length));
            foreach (var value in new[] { filled, $"1{filled}x", $"a@{filled}", $"https://{filled}.de" })
            {
                var before = Environment.CpuUsage.TotalTime;
                Normaliser.Same(type, value, value + " ", NormalisingRules.Usual);
                FullName.Split(value);
                var cost = Environment.CpuUsage.TotalTime - before;
                Assert.True(cost < Enough, $"{value[..9]}…: {cost}");
            }
        }
    }
}
