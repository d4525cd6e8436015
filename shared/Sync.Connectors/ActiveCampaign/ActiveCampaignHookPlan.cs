namespace Sync.Connectors.ActiveCampaign;

/// <summary>What is to be done about the webhooks to one address. Pure.</summary>
/// <param name="Create">There is none that can stay.</param>
/// <param name="Correct">The one that stays says something else than it should.</param>
/// <param name="Surplus">Those to delete, after the others are as they should be, so that nothing is missed in between.</param>
internal sealed record ActiveCampaignHookPlan(bool Create, ActiveCampaignHook? Correct, IReadOnlyList<ActiveCampaignHook> Surplus)
{
    public bool IsDone => !Create && Correct is null && Surplus.Count == 0;

    /// <param name="there">All webhooks of the account.</param>
    /// <param name="desired">As it should be.</param>
    /// <param name="offered">Kinds that the account has refused are absent.</param>
    /// <param name="replaced">Ids of those that are believed to be switched off.</param>
    public static ActiveCampaignHookPlan Of(
        IEnumerable<ActiveCampaignHook> there, DesiredRegistration desired, IReadOnlyCollection<string> offered,
        IReadOnlyCollection<string> replaced)
    {
        var ours = there.Where(hook => IsTo(hook, desired.Address)).OrderBy(hook => hook.Age).ToList();

        // Of several callers that made one each all keep the oldest: so one stays, whoever of them looks first.
        // One that is bound to a mailing list hears nothing of the others, and that cannot be taken from it.
        var kept = ours.Find(hook => !replaced.Contains(hook.Id) && hook.List is (null or "" or "0"));
        return kept is null
            ? new ActiveCampaignHookPlan(Create: true, Correct: null, Surplus: [])
            : new ActiveCampaignHookPlan(
                Create: false,
                Correct: SameAs(kept.Kinds, offered) && SameAs(kept.Sources, desired.Sources) ? null : kept,
                Surplus: [.. ours.Where(hook => hook != kept)]);
    }

    public static bool IsTo(ActiveCampaignHook hook, Uri address) =>
        hook.Url == address.OriginalString
        || (Uri.TryCreate(hook.Url, UriKind.Absolute, out var url) && url.AbsoluteUri == address.AbsoluteUri);

    /// <summary>Made for this connection once, when the address was another: under our name, or to the same place at another host.
    /// </summary>
    public static bool IsFromBefore(ActiveCampaignHook hook, Uri address, string connection) => !IsTo(hook, address)
        && Uri.TryCreate(hook.Url, UriKind.Absolute, out var url)
        && (hook.Name == NameOf(connection)
            || (address.Segments.Length > 2 && url.Segments.SkipLast(1).SequenceEqual(address.Segments.SkipLast(1))));

    public static string NameOf(string connection) => $"sync {connection}";

    private static bool SameAs(IEnumerable<string> held, IEnumerable<string> wanted) => held.ToHashSet().SetEquals(wanted);
}
