namespace Sync.Policy.Normalising;

/// <summary>What a value is once every spelling of it has become one.</summary>
public abstract record Normalised
{
    /// <summary>The field is empty.</summary>
    public static readonly Normalised Nothing = new Empty();

    private Normalised()
    {
    }

    /// <summary>The one spelling; null if the field is empty or its value does not fit.</summary>
    public string? Canonical => (this as Value)?.Text;

    /// <summary>A value that fits its type.</summary>
    /// <param name="Text">Equal for equal values, so that it can be stored and sought.</param>
    public sealed record Value(string Text) : Normalised;

    /// <summary>Nothing was said, or what vendors write for it, such as <c>0000-00-00</c>.</summary>
    public sealed record Empty : Normalised;

    /// <summary>A value that its type does not allow. The field fails alone; the rest of the person goes on.</summary>
    /// <param name="AsTyped">The value as it came, unchanged.</param>
    /// <param name="Reason">What is wrong with it, as a sentence without the value.</param>
    public sealed record Misfit(string AsTyped, string Reason) : Normalised;
}
