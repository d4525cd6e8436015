using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Whether somebody can own a record. Zoho refuses an inactive owner without saying that this is why.</summary>
internal sealed class ZohoUsers(ZohoClient client, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private (IReadOnlyList<UserInfo> Users, DateTimeOffset At)? _known;

    /// <summary>Source: "Get Users".</summary>
    public async Task<CallResult<IReadOnlyList<UserInfo>>> All(CancellationToken ct)
    {
        var users = new List<UserInfo>();
        for (var page = 1; ; page++)
        {
            var read = ZohoRows.Of(await client.Get($"users?type=AllUsers&per_page=200&page={page}", ct), module: null, "users");
            if (!read.TryGet(out var rows, out var fault))
            {
                return CallResult<IReadOnlyList<UserInfo>>.Failed(fault);
            }

            users.AddRange(rows.Items.Where(row => row.Member("id").Text() is { Length: > 0 }).Select(row => new UserInfo(
                row.Member("id").Text()!, row.Member("full_name").Text() ?? "", Address.Fold(row.Member("email").Text()),
                row.Member("status").Text() is null or "active", row.Member("confirm").Text() is null or "true")));
            if (!rows.More || rows.Items.Count == 0)
            {
                _known = (users, clock.GetUtcNow());
                return CallResult<IReadOnlyList<UserInfo>>.Ok(users);
            }
        }
    }

    /// <summary>Null if the user may own records, or none was given. Without the right to see users Zoho itself decides.</summary>
    public async Task<WriteOutcome?> Objection(string? userId, CancellationToken ct)
    {
        if (userId is null)
        {
            return null;
        }

        IReadOnlyList<UserInfo>? users;
        if (_known is { } known && clock.GetUtcNow() - known.At < Lifetime)
        {
            users = known.Users;
        }
        else if (!(await All(ct)).TryGet(out users, out var fault))
        {
            return fault.Class == FailureClasses.Permission ? null : Outcome.Refused(fault);
        }

        return Why(users.FirstOrDefault(user => user.Id == userId)) is { } why
            ? Outcome.Refused(FailureClasses.Validation, "OWNER_INACTIVE", $"Nothing can be given to the user {userId}: {why}.", "Owner")
            : null;
    }

    private static string? Why(UserInfo? user) => user switch
    {
        null => "there is no such user",
        { IsActive: false } => "inactive",
        { IsConfirmed: false } => "has not accepted the invitation",
        _ => null,
    };
}
