namespace Sync.Connectors.Tests;

/// <summary>What a test expects a call to have come to.</summary>
internal static class Results
{
    public static T Value<T>(this CallResult<T> result)
        where T : class
    {
        Assert.True(result.TryGet(out var value, out var fault), fault?.ToString());
        return value!;
    }

    public static VendorFault Refusal<T>(this CallResult<T> result)
        where T : class
    {
        Assert.False(result.TryGet(out _, out var fault));
        return fault!;
    }

    /// <summary>The refusal of the one record that was written.</summary>
    public static VendorFault OnlyRefusal(this CallResult<IReadOnlyList<WriteOutcome>> result) =>
        Assert.IsType<WriteOutcome.Refused>(Assert.Single(Results.Value(result))).Fault;
}
