using System.Text.Json.Serialization;
using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>What is known of a field in one system: what the system itself said last, and what we wrote there.</summary>
public sealed record Shadow
{
    /// <summary>Most writes that are remembered.</summary>
    public const int MostRecent = 40;

    /// <summary>Vendors tell time in whole seconds, so that what is told of a second may be nearly one second younger.</summary>
    internal static readonly TimeSpan Blur = TimeSpan.FromSeconds(1);

    /// <summary>What the system stated last; nothing if it never did.</summary>
    [JsonPropertyName("v")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Value { get; init; }

    /// <summary>Source time of the statement.</summary>
    [JsonPropertyName("t")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public DateTimeOffset At { get; init; }

    /// <summary>Place in the order of arrival; decides between values of the same instant.</summary>
    [JsonPropertyName("n")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Arrival { get; init; }

    /// <summary>Milliseconds from the source time until the statement was received; decides before the place in the order.</summary>
    [JsonPropertyName("l")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Delay { get; init; }

    /// <summary>Source time at which the value was first stated, where it was repeated since.</summary>
    [JsonPropertyName("s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>The statement only repeated what was agreed: nobody made the value there.</summary>
    [JsonPropertyName("e")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsEcho { get; init; }

    /// <summary>What we wrote last.</summary>
    [JsonPropertyName("x")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Written { get; init; }

    /// <summary>When it was known to stand there, by our clock; null if we never wrote.</summary>
    [JsonPropertyName("w")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>The statement tells of the time after our write.</summary>
    [JsonPropertyName("f")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFresh { get; init; }

    /// <summary>What we asked to have written last, as long as it is not known to stand there.</summary>
    [JsonPropertyName("q")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AskedValue? Asked { get; init; }

    /// <summary>
    /// What we asked for in the hour before that, oldest first, without what was answered. Some of it was written and its answer is still
    /// on the way, some was merged into a later write.
    /// </summary>
    [JsonPropertyName("p")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AskedValue>? AskedBefore { get; init; }

    /// <summary>Writes of the hour before that one, oldest first.</summary>
    [JsonPropertyName("r")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RecentWrite>? Recent { get; init; }

    /// <summary>The value that the system refused last.</summary>
    [JsonPropertyName("z")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Refused { get; init; }

    /// <summary>Of an opt-out that the system has taken back: the yes that it had repeated before that.</summary>
    [JsonPropertyName("y")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RepeatedYes? Repeated { get; init; }

    [JsonIgnore]
    public bool IsStated => At != default;

    /// <summary>What stands there now, as far as is known.</summary>
    [JsonIgnore]
    public string? Current => IsOver ? Written : Value;

    /// <summary>Our write has replaced what the system stated.</summary>
    [JsonIgnore]
    public bool IsOver => WrittenAt is not null && !IsFresh;

    /// <summary>What happened at this time in the system was over when we wrote.</summary>
    internal bool IsBeforeWrite(DateTimeOffset at) => WrittenAt is { } written && at + Blur <= written;

    /// <summary>
    /// In the second of our write or before it, so that it may still tell of the time before. Who types in that very second what stood
    /// there before cannot be told from its echo; the next change of the field brings both sides together again.
    /// </summary>
    internal bool IsAroundWrite(DateTimeOffset at) => WrittenAt is { } written && at <= written;

    /// <summary>
    /// We asked for the value, and for another since, and it may have been written: no later write was answered yet, or the statement tells
    /// of the time before one that was.
    /// </summary>
    internal bool WasAsked(string? value, DateTimeOffset statedAt, FieldType type, SameValue same)
    {
        for (var index = 0; index < (AskedBefore?.Count ?? 0); index++)
        {
            if (same(type, AskedBefore![index].Value, value) && (!(AskedBefore[index].At <= WrittenAt) || IsAroundWrite(statedAt)))
            {
                return true;
            }
        }

        return false;
    }

    internal Shadow Asking(AskedValue asked, DateTimeOffset forgetBefore)
    {
        if (Asked?.Value == asked.Value && Asked is { } same)
        {
            return this with { Asked = asked with { Since = same.First } };
        }

        if (AskedBefore is null && Asked is null)
        {
            return this with { Asked = asked };
        }

        IReadOnlyList<AskedValue> earlier =
        [
            .. (AskedBefore ?? []).Concat(Asked is { } before ? [before] : [])
                .Where(value => value.At > forgetBefore).TakeLast(MostRecent),
        ];
        return this with { Asked = asked, AskedBefore = earlier.Count > 0 ? earlier : null };
    }

    /// <summary>A write of this value has been answered, which was done at that time: what was asked for later is not meant.</summary>
    internal Shadow Answered(string? value, DateTimeOffset at)
    {
        if (Asked is { } asked && asked.Value == value && asked.First <= at)
        {
            return this with { Asked = null };
        }

        IReadOnlyList<AskedValue> others = [.. (AskedBefore ?? []).Where(earlier => earlier.Value != value || earlier.First > at)];
        return others.Count == (AskedBefore?.Count ?? 0) ? this : this with { AskedBefore = others.Count > 0 ? others : null };
    }

    /// <summary>We wrote the value a little earlier, and something else since.</summary>
    internal bool WasWritten(string? value, FieldType type, SameValue same)
    {
        for (var index = 0; index < (Recent?.Count ?? 0); index++)
        {
            if (same(type, Recent![index].Value, value))
            {
                return true;
            }
        }

        return false;
    }
}
