using System.Globalization;

namespace Sync.Contracts;

/// <summary>
/// An idempotency key taken apart. <c>4711</c> is a delivery that says one thing, <c>4711:2/5</c> the second of the five things that
/// another one says, <c>4711:2/5#9</c> the same in replay 9. The key of a write goes on with <c>&gt;</c> and the target.
/// </summary>
/// <param name="Part">Which of the delivery's parts, from 1.</param>
/// <param name="Parts">How many parts the delivery has; it has ended when each of them has.</param>
/// <param name="Replay">Number of the replay; 0 for the first time.</param>
public readonly record struct ItemKey(long DeliveryId, int Part, int Parts, int Replay)
{
    /// <summary>Anything that is no such key counts as a delivery in one part.</summary>
    public static ItemKey Read(string key)
    {
        var rest = key.AsSpan();
        var delivery = Number(ref rest);
        var (part, parts) = Skip(ref rest, ':') ? ((int)Number(ref rest), Skip(ref rest, '/') ? (int)Number(ref rest) : 0) : (1, 1);
        var replay = Skip(ref rest, '#') ? (int)Number(ref rest) : 0;
        return part >= 1 && part <= parts ? new ItemKey(delivery, part, parts, replay) : new ItemKey(delivery, 1, 1, replay);
    }

    public override string ToString()
    {
        var part = Parts == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $":{Part}/{Parts}");
        var replay = Replay == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"#{Replay}");
        return string.Create(CultureInfo.InvariantCulture, $"{DeliveryId}{part}{replay}");
    }

    private static long Number(ref ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : rest.Length;
        _ = long.TryParse(rest[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        rest = rest[length..];
        return number;
    }

    private static bool Skip(ref ReadOnlySpan<char> rest, char sign)
    {
        var isThere = rest.StartsWith(sign);
        rest = isThere ? rest[1..] : rest;
        return isThere;
    }
}
