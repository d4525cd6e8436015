namespace Sync.Contracts;

/// <summary>The words for what happened. Operators search for them: they are part of the product.</summary>
public static class Outcomes
{
    /// <summary>The stage did its work and handed on.</summary>
    public const string Passed = "passed";

    /// <summary>The target has the values; we wrote them.</summary>
    public const string Written = "written";

    /// <summary>A newer value of the same record was written in its place, or one read of the record did for several notifications.</summary>
    public const string Merged = "merged";

    /// <summary>The target already had the values.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>The source has moved on: a newer value of every field was known already.</summary>
    public const string Stale = "stale";

    /// <summary>The source only told us of what we had written there.</summary>
    public const string Echo = "echo";

    /// <summary>Prefix; another system's word counts for the field.</summary>
    public const string OwnedBy = "owned-by";

    /// <summary>The value is no choice of the field, so that it was left out; the other fields went on.</summary>
    public const string PicklistMiss = "picklist-miss";

    /// <summary>Prefix, with the field after it; the target refused its value, and the other fields were written. Never a delivery's end.</summary>
    public const string LeftOut = "left-out";

    /// <summary>The person has not agreed, or no longer agrees.</summary>
    public const string Consent = "consent";

    /// <summary>The person himself has confirmed that he wants mail again, later than he opted out: the opt-out is taken back.</summary>
    public const string OptInConfirmed = "opt-in-confirmed";

    /// <summary>The source no longer has the record that a notification named.</summary>
    public const string Gone = "gone";

    /// <summary>A person let the loser of a conflict have it after all.</summary>
    public const string Flipped = "flipped";

    /// <summary>Two persons claim one address: an operator decides whether they are one.</summary>
    public const string Review = "review";

    /// <summary>Two persons that claimed one address were found to be one.</summary>
    public const string SamePerson = "same-person";

    /// <summary>Two persons claim one address and were found to be two: it stays with the one who has it.</summary>
    public const string DifferentPerson = "different-person";

    /// <summary>A play has given the person to somebody of the sales team; the task for him is asked for.</summary>
    public const string HandedOff = "handed-off";

    /// <summary>Prefix, with the gate after it; a play heard of the person and does nothing.</summary>
    public const string Suppressed = "suppressed";

    /// <summary>A play keeps it for the note that sums up the person's week; nobody is called for it.</summary>
    public const string Gathered = "gathered";

    /// <summary>The CRM does not take the owner that a task is for: another one is found. Never a delivery's end.</summary>
    public const string OwnerRefused = "owner-refused";

    /// <summary>A task was looked at: somebody has done it, or taken it away.</summary>
    public const string TaskDone = "task-done";

    /// <summary>A task was looked at, and is still to be done.</summary>
    public const string TaskOpen = "task-open";

    /// <summary>The person's deals were looked at: one is open.</summary>
    public const string DealOpen = "deal-open";

    /// <summary>The person's deals were looked at: none is open, or they could not be read.</summary>
    public const string NoOpenDeal = "no-open-deal";

    /// <summary>It is kept how the deal stands; its tag, where it gets one, is asked for.</summary>
    public const string DealNoted = "deal-noted";

    /// <summary>A deal has stood in one open stage for longer than it should. Never a delivery's end.</summary>
    public const string StaleDeal = "stale-deal";

    /// <summary>The same change came twice.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Prefix; a rule of the configuration or the event's nature keeps it out.</summary>
    public const string Filtered = "filtered";

    /// <summary>What was asked for needs a contact, and the person is a lead. Never a delivery's end.</summary>
    public const string NoContact = $"{Filtered}: no-contact";

    /// <summary>Prefix; waits for a limit or for an operator and goes on by itself.</summary>
    public const string Waiting = "waiting";

    /// <summary>Prefix; failed for good and stands among the dead letters with its class.</summary>
    public const string DeadLettered = "dead-lettered";
}
