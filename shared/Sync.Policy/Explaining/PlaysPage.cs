using System.Text;
using Sync.Contracts;
using Sync.Policy.Plays;

namespace Sync.Policy;

/// <summary>Tells in words who is handed off to whom.</summary>
internal static class PlaysPage
{
    public static void Write(StringBuilder page, HandoffPolicy handoff)
    {
        if (handoff.Plays.Count == 0)
        {
            return;
        }

        page.Append("## Who is handed off to sales\n\n");
        foreach (var play in handoff.Plays)
        {
            Write(page, play);
        }

        if (handoff.Plays.Any(play => play.UnlessOpenDeal))
        {
            page.Append($"A deal is open unless its stage is {string.Join(" or ", handoff.Deals.Closed)}.\n\n");
        }

        if (handoff.Following is { } following)
        {
            Write(page, following, handoff.Deals);
        }

        page.Append(handoff.Touch is { } touch
            ? $"An owner has begun once the task is done, or once `{touch.Field}` changes in the CRM{Except(touch)}.\n\n"
            : "An owner has begun once the task is done.\n\n");
        page.Append("| owner | weight | works | days off |\n|---|---|---|---|\n");
        foreach (var owner in handoff.Owners)
        {
            page.Append($"| {owner.Email} | {owner.Weight} | {Hours(owner.Hours)} | {Away(owner)} |\n");
        }

        page.Append('\n');
    }

    private static void Write(StringBuilder page, PlayPolicy play)
    {
        page.Append($"**{play.Name}**: when {play.Source} tells of {Triggers(play)}, ");
        if (play.IsWeekly)
        {
            page.Append($"it goes into one note a week on the person's record in {play.Target}. Nobody is called.\n\n");
            Closed(page, play);
            page.Append('\n');
            return;
        }

        page.Append($"one owner gets a task in {play.Target}, `{play.Task.Subject}`, due {Template.Say(play.Within)} of his working hours later.\n\n");
        page.Append(play.Cooldown == TimeSpan.Zero
            ? "- Every time anew.\n"
            : $"- Once in {play.Cooldown.TotalDays:0} days a person; more often it ends as `suppressed: {Gates.Cooldown}`.\n");
        Closed(page, play);
        foreach (var rule in play.Assign)
        {
            page.Append($"- {(rule.When is { } when ? $"Where {when.Text}" : "Else")}: in turn to {string.Join(", ", rule.Owners)}.\n");
        }

        if (play.Also.Names is { Count: > 0 } also)
        {
            page.Append($"- Once the task is there also: {string.Join(", ", also)}.\n");
        }

        if (play.Also.Deal is { } deal)
        {
            page.Append($"- The deal is {deal.Text}, and the owner's. Of a lead none is made, because a deal belongs to a contact: that ends as `{Outcomes.NoContact}`.\n");
        }

        if (play.Notify.Count > 0)
        {
            page.Append($"- {string.Join(", ", play.Notify.Select(each => each.Place))} is told of it.\n");
        }

        page.Append("- Who was given the person before keeps him; who is away is passed over.\n\n");
    }

    private static void Write(StringBuilder page, DealFollowing following, DealStages stages)
    {
        (string? Tag, string Word, IReadOnlyList<string> Stages)[] ends = [(following.WonTag, "won", stages.Won), (following.LostTag, "lost", stages.Lost)];
        foreach (var (tag, word, named) in ends.Where(end => end.Tag is not null))
        {
            page.Append($"Whose deal in {following.Sales} is {word} (comes to {string.Join(" or ", named)}) gets the tag `{tag}` in {following.Marketing}, once a deal.\n\n");
        }

        if (following.StaleAfter is { } time)
        {
            var told = following.Notify.Count == 0 ? "" : $", and {string.Join(", ", following.Notify.Select(each => each.Place))} is told of it";
            page.Append($"A deal that stands in one open stage in {following.Sales} for more than {time.TotalDays:0} days is reported once{told}.\n\n");
        }
    }

    private static void Closed(StringBuilder page, PlayPolicy play)
    {
        page.Append(play.AlsoOptedOut ? "- Also who wants no more mail.\n" : $"- Not who wants no more mail: that ends as `suppressed: {Gates.Consent}`.\n");
        if (play.UnlessOpenDeal)
        {
            page.Append($"- Not who has an open deal in {play.Target}, which is asked right before: that ends as `suppressed: {Gates.OpenDeal}`.\n");
        }

        foreach (var condition in play.Unless)
        {
            page.Append($"- Not where {condition.Text}: that ends as `suppressed: {condition.Field}`.\n");
        }
    }

    private static string Triggers(PlayPolicy play) => play.AllWithin is { } time
        ? $"{string.Join(" and ", play.Triggers.Select(each => $"{each.Kind} `{each.Value}`"))} within {time.TotalDays:0} days"
        : string.Join(" or ", play.Triggers.Select(each => $"{each.Kind} `{each.Value}`"));

    private static string Except(TouchPolicy touch) => touch.Not.Count == 0 ? "" : $", other than to {string.Join(" or ", touch.Not)}";

    private static string Hours(WorkingHours hours) =>
        $"{string.Join(", ", hours.Days.OrderBy(day => ((int)day + 6) % 7).Select(day => day.ToString()[..3]))} {hours.From:HH:mm} to {hours.To:HH:mm}, {hours.Zone.Id}";

    private static string Away(OwnerPolicy owner) => owner.Away.Count == 0
        ? "none" : string.Join(", ", owner.Away.Select(span => span.From == span.To ? $"{span.From:yyyy-MM-dd}" : $"{span.From:yyyy-MM-dd} to {span.To:yyyy-MM-dd}"));
}
