namespace Sync.Connectors;

/// <summary>The vendor's sending of webhooks to us, kept as it should be.</summary>
public interface IRegistration
{
    /// <summary>Makes it so: creates what is missing, corrects what differs, removes what is double, renews what runs out. Safe to call
    /// again, after a crash and by several at once; when nothing is to be done it costs one call. Call it again by
    /// <see cref="RegistrationState.LookAgainAt"/>.</summary>
    Task<CallResult<RegistrationState>> Ensure(DesiredRegistration desired, CancellationToken ct);

    /// <summary>Looks without touching anything. <see cref="RegistrationState.Address"/> is where the vendor sends to in our name, also
    /// if that is not the desired address, and <see cref="RegistrationState.LookAgainAt"/> by when it should have been renewed.</summary>
    Task<CallResult<RegistrationState>> Look(DesiredRegistration desired, CancellationToken ct);

    /// <summary>Ends the sending to this address.</summary>
    Task<CallResult<RegistrationState>> Remove(DesiredRegistration desired, CancellationToken ct);
}
