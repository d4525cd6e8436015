using System.Net;

namespace Sync.Faults.Load;

/// <summary>One delivery as the generator knows it.</summary>
/// <param name="Body">Names it: the same bytes are the same delivery, other bytes another one.</param>
/// <param name="Email">Whom it is about.</param>
/// <param name="Version">Which of this person's changes it is, by source time; a later one has the greater number.</param>
/// <param name="Values">What the person's lead says once this change is written, by the CRM's field names.</param>
internal sealed record Delivery(string Body, string Email, int Version, IReadOnlyDictionary<string, string> Values)
{
    private int _sends;
    private int _acknowledged;

    /// <summary>How often it was sent.</summary>
    public int Sends => _sends;

    /// <summary>True if one of the sends was answered with a status from 200 to 299.</summary>
    public bool IsAcknowledged => _acknowledged > 0;

    /// <summary>Statuses that a sender must never see: 3xx, 410 and faults other than "come again".</summary>
    public HttpStatusCode? Forbidden { get; private set; }

    public void Sending() => Interlocked.Increment(ref _sends);

    public void Answered(HttpStatusCode status)
    {
        if ((int)status is >= 200 and < 300)
            Interlocked.Increment(ref _acknowledged);
        else if (status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            Forbidden = status;
    }
}
