using System.Globalization;
using System.Text;

namespace Sync.Benchmarks.Load;

/// <summary>
/// A whole request as bytes, in which only a number changes: an ActiveCampaign <c>update</c> webhook with a form body of 1 KB,
/// encoded as the vendor does (ActiveCampaign: "Webhooks"). Each number is another person.
/// </summary>
internal sealed class WebhookRequest
{
    public const int BodyBytes = 1_024;
    private const int Digits = 12;
    private const int TraceDigits = 16;
    private static readonly string Number = new('#', Digits);
    private static readonly string Trace = new('@', TraceDigits);

    // Of this process alone, so that no trace of an earlier run is taken for one of this.
    private static readonly string TracePrefix = Guid.NewGuid().ToString("n")[..16];

    private readonly byte[] _bytes;
    private readonly int[] _numbers;
    private readonly int _trace;

    /// <param name="address">Where the webhook goes.</param>
    /// <param name="traced">Send a <c>traceparent</c> that <see cref="TraceOf"/> tells; no vendor does, so only where it is needed.</param>
    public WebhookRequest(Uri address, bool traced)
    {
        var body = Body();
        var trace = traced ? $"traceparent: 00-{TracePrefix}{Trace}-{TracePrefix}-01\r\n" : "";
        _bytes = Encoding.ASCII.GetBytes($"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n{trace}\r\n{body}");
        _numbers = [.. PlacesOf(Number)];
        _trace = traced ? PlacesOf(Trace).Single() : -1;
    }

    /// <summary>The request with this number, good until the next call.</summary>
    public ReadOnlySpan<byte> With(long number)
    {
        foreach (var place in _numbers)
        {
            number.TryFormat(_bytes.AsSpan(place, Digits), out _, "D12", CultureInfo.InvariantCulture);
        }

        if (_trace >= 0)
        {
            number.TryFormat(_bytes.AsSpan(_trace, TraceDigits), out _, "x16", CultureInfo.InvariantCulture);
        }

        return _bytes;
    }

    /// <summary>The trace id that travels with this number.</summary>
    public static string TraceOf(long number) => TracePrefix + number.ToString("x16", CultureInfo.InvariantCulture);

    private static string Body()
    {
        // ActiveCampaign's times are Central whatever the account's country is, with a resolution of one second.
        var time = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(-6));
        var start = $"type=update&date_time={Uri.EscapeDataString(time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture))}"
            + "&initiated_from=admin&initiated_by=admin&list=0"
            + $"&contact%5Bid%5D={Number}&contact%5Bemail%5D=person.{Number}%40bench.example.test"
            + "&contact%5Bfirst_name%5D=Nora&contact%5Blast_name%5D=Lind&contact%5Bphone%5D=%2B46701112233&contact%5Bip%5D=0.0.0.0"
            + "&contact%5Btags%5D=lead%2C+webinar-2026&contact%5Bcustomer_acct_name%5D=Lind+AB&contact%5Borgname%5D=Lind+AB"
            + "&contact%5Bfields%5D%5B3%5D=Gothenburg&contact%5Bfields%5D%5B27%5D=%7C%7CRed%7C%7CBlue%7C%7C&contact%5Bfields%5D%5B31%5D=";
        const string End = "&customer_acct_name=Lind+AB&customer_acct_id=12&orgname=Lind+AB";
        const string Words = "asked+for+a+call+about+the+roof+before+the+end+of+the+month+";
        var room = BodyBytes - start.Length - End.Length;
        return start + string.Concat(Enumerable.Repeat(Words, (room / Words.Length) + 1))[..room] + End;
    }

    private IEnumerable<int> PlacesOf(string mark)
    {
        var wanted = Encoding.ASCII.GetBytes(mark);
        for (var at = _bytes.AsSpan().IndexOf(wanted); at >= 0;)
        {
            yield return at;
            var next = _bytes.AsSpan(at + wanted.Length).IndexOf(wanted);
            at = next < 0 ? -1 : at + wanted.Length + next;
        }
    }
}
