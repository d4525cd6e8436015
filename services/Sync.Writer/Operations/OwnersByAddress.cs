using Sync.Connectors;

namespace Sync.Writer.Operations;

/// <summary>The users of a connection by their address, asked for now and then.</summary>
internal sealed class OwnersByAddress(IMetadata metadata, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // Somebody who is named and unknown may have been made a user a moment ago.
    private static readonly TimeSpan ShortestLifetime = TimeSpan.FromSeconds(30);
    private IReadOnlyDictionary<string, UserInfo> _users = new Dictionary<string, UserInfo>();
    private long? _learnt;

    /// <summary>Makes sure that these are known if they are users.</summary>
    /// <returns>Why they cannot be asked for; null if all is well.</returns>
    public async Task<VendorFault?> Learn(IEnumerable<string> addresses, CancellationToken ct)
    {
        var age = _learnt is { } learnt ? time.GetElapsedTime(learnt) : TimeSpan.MaxValue;
        if (age < ShortestLifetime || (age < Lifetime && addresses.All(_users.ContainsKey)))
        {
            return null;
        }

        if (!(await metadata.Users(ct)).TryGet(out var users, out var fault))
        {
            return fault;
        }

        _users = users.Where(user => user.Email is not null).DistinctBy(user => user.Email).ToDictionary(user => user.Email!);
        _learnt = time.GetTimestamp();
        return null;
    }

    public UserInfo? Find(string address) => _users.GetValueOrDefault(address);
}
