using System.Globalization;
using Sync.Contracts;

namespace Sync.Connectors.Checkup;

/// <summary>Judges what the vendor says of owners, modules and webhooks. Pure.</summary>
internal static class Judgement
{
    private const int MostNamed = 10;

    public static CheckLine List(string number, IReadOnlyList<NamedThing> lists) => lists.FirstOrDefault(each => each.Id == number) is { } list
        ? CheckLine.Good($"list {number}", list.Name)
        : CheckLine.Bad($"list {number}", "no such list", lists.Count == 0 ? "The account has no lists: make one, or take it out of the routes."
            : $"Name one of these: {string.Join(", ", lists.Take(MostNamed).Select(each => $"{each.Id} ({each.Name})"))}.");

    public static CheckLine Owner(string owner, IReadOnlyList<UserInfo> users)
    {
        var user = users.FirstOrDefault(each =>
            each.Id == owner || string.Equals(each.Email, owner.Trim(), StringComparison.OrdinalIgnoreCase));
        var check = $"owner {owner}";
        return user switch
        {
            null => CheckLine.Bad(check, "no such user", "Name an active user of the account."),
            { IsActive: false } => CheckLine.Bad(check, "inactive", "Activate the user, or name another one."),
            { IsConfirmed: false } =>
                CheckLine.Bad(check, "has not accepted the invitation", "Let the user accept it, or name another one."),
            _ => CheckLine.Good(check, user.Name),
        };
    }

    /// <summary>Of a probe. A refusal for something in the question shows that the right is there.</summary>
    public static CheckLine Right(string check, VendorFault? fault, string missing, string cure) => fault switch
    {
        null => CheckLine.Good(check),
        { Class: FailureClasses.Validation or FailureClasses.NotFound or FailureClasses.MissingField or FailureClasses.Conflict } =>
            CheckLine.Good(check),
        { Class: FailureClasses.Permission } => CheckLine.Bad(check, missing, cure),
        _ => CheckLine.Bad(check, $"not checked: {fault.Class} ({fault.Code})", $"{fault.Message} Try again."),
    };

    /// <param name="grantedUntil">What was known of its end before, for a vendor that forgets what has ended.</param>
    public static CheckLine Registration(
        DesiredRegistration desired, RegistrationState state, DateTimeOffset now, DateTimeOffset? grantedUntil = null)
    {
        const string Check = "webhooks";
        const string Cure = "It is put right by itself while the services run; if not, look at the journal for why.";
        var missing = desired.Kinds.Except(state.Kinds).ToList();
        var problem = state switch
        {
            { Address: null } when (state.ExpiresAt ?? grantedUntil) is { } over && over <= now => $"ran out at {Time(over)}",
            { Address: null } => "the vendor sends nothing to this address: deleted there, switched off, or its time ran out",
            { Address: { } other } when other.AbsoluteUri != desired.Address.AbsoluteUri => Elsewhere(other, desired.Address),
            { ExpiresAt: { } end } when end <= now => $"ran out at {Time(end)}",
            { LookAgainAt: { } due } when due <= now => $"runs out at {Time(state.ExpiresAt ?? due)} and was not renewed",
            _ when missing.Count > 0 => $"not told of {string.Join(", ", missing)}",
            _ when desired.Sources.Except(state.Sources).ToList() is { Count: > 0 } unheard && state.Sources.Count > 0 =>
                $"not told of changes by {string.Join(", ", unheard)}",
            { Notices: [var notice, ..] } => notice,
            _ => null,
        };
        return problem is not null ? CheckLine.Bad(Check, problem, Cure)
            : CheckLine.Good(Check, state.ExpiresAt is { } until ? $"until {Time(until)}" : $"{state.Kinds.Count} kinds");
    }

    // The paths hold secrets: they are not shown.
    private static string Elsewhere(Uri other, Uri desired) => other.Authority == desired.Authority
        ? $"the vendor sends to another path of {other.Authority}: the secret in it is not ours"
        : $"the vendor sends to {other.Authority}, not to {desired.Authority}";

    private static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
