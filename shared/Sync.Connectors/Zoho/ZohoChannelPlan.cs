namespace Sync.Connectors.Zoho;

/// <summary>What is to be done about a channel.</summary>
internal enum ZohoChannelStep
{
    Nothing,
    Create,
    Replace,
    Renew,
}

/// <summary>Decides about a channel. Source: "Notification APIs": it lasts a week at most; one that is asked for longer lasts an hour, and
/// that is no error. Pure.</summary>
internal static class ZohoChannelPlan
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // Clocks differ, and the way takes a moment: a second too much makes an hour of a week.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    // Whoever keeps the channel looks every few minutes, and may have been away for a moment.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public static ZohoChannelStep Of(ZohoChannel? channel, DesiredRegistration desired, DateTimeOffset now) => channel switch
    {
        null => ZohoChannelStep.Create,
        { ExpiresAt: { } end } when end <= now => ZohoChannelStep.Create,
        _ when desired.Recreate || !IsAs(channel, desired) => ZohoChannelStep.Replace,
        { ExpiresAt: { } end } when end - now < Longest / 2 => ZohoChannelStep.Renew,
        _ => ZohoChannelStep.Nothing,
    };

    public static DateTimeOffset Wanted(DateTimeOffset now) => now + Longest - Margin;

    /// <summary>When half of the time is over: of a full week or of what was granted.</summary>
    public static DateTimeOffset LookAgain(DateTimeOffset end, DateTimeOffset now) =>
        end - (Longest / 2) > now ? end - (Longest / 2) : now + ((end - now) / 2);

    /// <summary>By when it should have been renewed at the latest; null if there is none, or it does not end.</summary>
    public static DateTimeOffset? RenewedBy(ZohoChannel? channel) => channel?.ExpiresAt - (Longest / 2) + Patience;

    /// <summary>Why what was granted is less than asked for; null if it is not.</summary>
    public static string? Shortfall(DateTimeOffset? granted, DateTimeOffset wanted) => granted is { } end && end < wanted - Margin
        ? $"Zoho granted the channel until {end.ToUniversalTime():yyyy-MM-dd HH:mm} UTC only, and not for the week asked for."
        : null;

    // Not every version tells the token.
    private static bool IsAs(ZohoChannel channel, DesiredRegistration desired) => channel.IsTo(desired.Address)
        && channel.Events.SetEquals(ZohoChannel.Expand(desired.Kinds))
        && (channel.Token is null || channel.Token == desired.Token);
}
