namespace Sync.Policy.Reading;

/// <summary>One of the two ends of a pair.</summary>
internal enum Side
{
    Marketing,
    Sales,
}
